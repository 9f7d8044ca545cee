package dev.costspan.langchain4j;

import dev.costspan.contract.Expected;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Costspan says of each provider's recorded chat, blocking or streamed, by {@link ListPrices}. The question has 32 bytes and
 * the answer 34, which at four bytes a token are 8 and 9 tokens.
 */
final class ExpectedChats {

    private static final String INVALID_REQUEST = "dev.langchain4j.exception.InvalidRequestException";

    /** 176 fresh and 1,024 cached input tokens, 300 output tokens: 26.4 + 76.8 + 180 millionths. Estimated: 1.2 + 5.4. */
    static final Expected OPENAI = chat(
            "openai",
            "gpt-4o-mini",
            "gpt-4o-mini-2024-07-18",
            1200,
            300,
            Map.of(
                    "gen_ai.response.id", "chatcmpl-CBx1r8Wq0yYkq3fVQ2o9",
                    "gen_ai.usage.cache_read.input_tokens", 1024L,
                    "gen_ai.usage.reasoning.output_tokens", 128L,
                    "openai.response.service_tier", "default",
                    "costspan.service_tier", "default"),
            "0.0002832",
            "0.0000066");

    /** 100 fresh, 2,000 read from and 300 written to the cache, 50 output tokens: 300 + 600 + 1,125 + 750 millionths. Estimated: 24 + 135. */
    static final Expected ANTHROPIC = chat(
            "anthropic",
            "claude-sonnet-4-5",
            "claude-sonnet-4-5-20250929",
            2400,
            50,
            Map.of(
                    "gen_ai.response.id", "msg_01XFDUDYJgAACzvnptvVoYEL",
                    "gen_ai.usage.cache_read.input_tokens", 2000L,
                    "gen_ai.usage.cache_creation.input_tokens", 300L),
            "0.002775",
            "0.000159");

    /** 300 fresh and 200 cached input tokens, 40 output tokens and 60 thoughts: 90 + 6 + 250 millionths. Estimated: 2.4 + 22.5. */
    static final Expected GEMINI = chat(
            "gcp.gemini",
            "gemini-2.5-flash",
            "gemini-2.5-flash-001",
            500,
            100,
            Map.of(
                    "gen_ai.response.id", "Qo2XaNbZGfGXkdUP5aGHqA8",
                    "gen_ai.usage.cache_read.input_tokens", 200L,
                    "gen_ai.usage.reasoning.output_tokens", 60L),
            "0.000346",
            "0.0000249");

    /** 80 input and 20 output tokens: 8 + 6 millionths. Estimated: 0.8 + 2.7. */
    static final Expected MISTRAL = chat(
            "mistral_ai",
            "mistral-small-latest",
            "mistral-small-latest",
            80,
            20,
            Map.of("gen_ai.response.id", "cmpl-e5cc70bb28c444948073e77776eb30ef"),
            "0.000014",
            "0.0000035");

    /** 26 input and 10 output tokens: 26 + 20 millionths. Estimated: 8 + 18. */
    static final Expected OLLAMA = chat("ollama", "llama3.2", "llama3.2", 26, 10, Map.of(), "0.000046", "0.000026");

    private ExpectedChats() {}

    private static Expected chat(
            String provider,
            String requested,
            String served,
            long input,
            long output,
            Map<String, Object> more,
            String amount,
            String estimatedAmount) {
        Map<String, Object> attributes = new TreeMap<>(more);
        attributes.putAll(Map.of(
                "gen_ai.operation.name",
                "chat",
                "gen_ai.provider.name",
                provider,
                "gen_ai.request.model",
                requested,
                "gen_ai.response.model",
                served,
                "gen_ai.response.finish_reasons",
                List.of("stop"),
                "gen_ai.usage.input_tokens",
                input,
                "gen_ai.usage.output_tokens",
                output,
                "server.address",
                "127.0.0.1",
                "costspan.attempts",
                1L,
                "costspan.price.card",
                "application:" + provider + "/" + served));
        return new Expected("chat " + requested, attributes, amount, INVALID_REQUEST, estimatedAmount);
    }
}
