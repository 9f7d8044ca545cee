package dev.costspan.langchain4j;

import dev.costspan.pricing.PriceBook;
import dev.costspan.pricing.PriceCard;
import dev.costspan.pricing.PriceCardBuilder;
import dev.costspan.pricing.Rate;
import dev.costspan.usage.Meter;

/** A price list small enough to reckon with by hand. Token prices are per million; models are named as answers name them. */
final class ListPrices {

    static final PriceBook BOOK = PriceBook.builder()
            .withoutBundledCatalog()
            .card(tokens("openai", "0.15", "0.60", "gpt-4o-mini-2024-07-18", "gpt-4o-mini")
                    .perMillion(Meter.CACHE_READ_TOKENS, "0.075")
                    .build())
            .card(tokens("openai", "0.075", "0.30", "gpt-4o-mini-2024-07-18", "gpt-4o-mini")
                    .perMillion(Meter.CACHE_READ_TOKENS, "0.0375")
                    .serviceTier("flex")
                    .build())
            .card(tokens("anthropic", "3", "15", "claude-sonnet-4-5-20250929", "claude-sonnet-4-5")
                    .perMillion(Meter.CACHE_READ_TOKENS, "0.30")
                    .perMillion(Meter.CACHE_WRITE_TOKENS, "3.75")
                    .build())
            .card(tokens("gcp.gemini", "0.30", "2.50", "gemini-2.5-flash-001", "gemini-2.5-flash")
                    .perMillion(Meter.CACHE_READ_TOKENS, "0.03")
                    .build())
            .card(tokens("mistral_ai", "0.1", "0.3", "mistral-small-latest").build())
            .card(tokens("ollama", "1", "2", "llama3.2").build())
            .card(PriceCard.builder("openai", "text-embedding-3-small")
                    .perMillion(Meter.INPUT_TOKENS, "0.02")
                    .build())
            .card(PriceCard.builder("in_process", "all-minilm-l6-v2-q")
                    .perMillion(Meter.INPUT_TOKENS, "1")
                    .build())
            .card(perUnit("openai", "dall-e-3", Meter.OUTPUT_IMAGES, "0.04"))
            .card(perUnit("openai", "omni-moderation-latest", Meter.REQUESTS, "0.001"))
            .card(perUnit("openai", "whisper-1", Meter.REQUESTS, "0.002"))
            .card(perUnit("openai", "tts-1", Meter.INPUT_CHARACTERS, "0.000015"))
            .card(perUnit("cohere", "rerank-v3.5", Meter.RERANK_SEARCHES, "0.002"))
            .card(PriceCard.builder("in_memory")
                    .rate(Meter.QUERIES, Rate.perUnit("0.0005"))
                    .rate(Meter.REQUESTS, Rate.perUnit("0.0001"))
                    .build())
            .build();

    private ListPrices() {}

    private static PriceCardBuilder tokens(String provider, String input, String output, String... models) {
        return PriceCard.builder(provider, models)
                .perMillion(Meter.INPUT_TOKENS, input)
                .perMillion(Meter.OUTPUT_TOKENS, output);
    }

    private static PriceCard perUnit(String provider, String model, Meter meter, String price) {
        return PriceCard.builder(provider, model)
                .rate(meter, Rate.perUnit(price))
                .build();
    }
}
