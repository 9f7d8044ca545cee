package dev.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures are those of the vendors' documented bodies; which fields include which is in the readers' own tests. */
class RawUsageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // prompt_tokens include the cached ones
                "openai | {\"usage\":{\"prompt_tokens\":1367,\"completion_tokens\":10,\"prompt_tokens_details\":{\"cached_tokens\":1152}}}"
                        + " | {\"input_tokens\":1367,\"output_tokens\":10,\"cache_read_tokens\":1152}",
                // input_tokens exclude both caches
                "anthropic | {\"usage\":{\"input_tokens\":100,\"cache_read_input_tokens\":20,\"cache_creation_input_tokens\":30,\"output_tokens\":5}}"
                        + " | {\"input_tokens\":150,\"output_tokens\":5,\"cache_read_tokens\":20,\"cache_write_tokens\":30}",
                // candidatesTokenCount excludes thoughts
                "gcp.gemini | {\"usageMetadata\":{\"promptTokenCount\":50,\"candidatesTokenCount\":7,\"thoughtsTokenCount\":3}}"
                        + " | {\"input_tokens\":50,\"output_tokens\":10,\"output_reasoning_tokens\":3}"
            })
    void price_whenAnAnswerIsGiven_readsItAsItsProviderMeansIt(String provider, String body, String usage) {
        JsonNode result = Ran.price("{\"provider\":\"" + provider + "\",\"model\":\"m\",\"raw_usage\":" + body + "}");

        assertThat(result.get("usage")).hasToString(usage);
    }

    @Test
    void price_whenLineNamesNoModel_takesTheAnswers() {
        JsonNode result = Ran.price("""
                {"raw_usage":{"model":"gpt-4o-mini-2024-07-18","usage":{"prompt_tokens":1367,"completion_tokens":10,\
                "prompt_tokens_details":{"cached_tokens":1152}}},"provider":"openai","timestamp":"2026-08-01"}""");

        // OpenAI's list price of gpt-4o-mini: 215 x 0.15 + 1152 x 0.075 + 10 x 0.60 millionths
        assertThat(result.get("amount").textValue()).isEqualTo("0.00012465");
        assertThat(result.get("model").textValue()).isEqualTo("gpt-4o-mini");
    }

    @Test
    void price_whenTheAnswerIsJsonInAString_readsIt() {
        JsonNode result = Ran.price("""
                {"provider":"openai","model":"gpt-4o",\
                "raw_usage":"{\\"prompt_tokens\\": 1000000, \\"completion_tokens\\": 0}"}""");

        assertThat(result.get("amount").textValue()).isEqualTo("2.5");
    }

    @Test
    void price_whenLinesFollowEachOther_readsEachOnesOwnAnswer() {
        String line = "{\"case_id\":\"\u00e9\",\"provider\":\"openai\",\"model\":\"gpt-4o\",\"raw_usage\": "
                + "{\"x\":\"\u00fc\ud83d\ude00\",\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":0}} }\n";
        byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
        byte[] lines = (line + line.replace(":1,", ":23456,") + line).getBytes(StandardCharsets.UTF_8);
        byte[] marked = new byte[mark.length + lines.length];
        System.arraycopy(mark, 0, marked, 0, mark.length);
        System.arraycopy(lines, 0, marked, mark.length, lines.length);

        Ran ran = Ran.on(marked, "price");

        assertThat(ran.result(0).at("/usage/input_tokens").intValue()).isEqualTo(1);
        assertThat(ran.result(1).at("/usage/input_tokens").intValue()).isEqualTo(23456);
        assertThat(ran.result(2).at("/usage/input_tokens").intValue()).isEqualTo(1);
    }

    @Test
    void price_whenAnswerNamesTheServedTier_itWinsOverTheLines() {
        JsonNode result = Ran.price("""
                {"provider":"openai","model":"gpt-4.1","service_tier":"priority","timestamp":"2026-08-01",\
                "raw_usage":{"service_tier":"default","usage":{"prompt_tokens":1000000,"completion_tokens":0}}}""");

        // BerriAI/litellm issue 31837: the tier that served is billed. OpenAI's standard price of gpt-4.1 is 2.00 USD a
        // million.
        assertThat(result.get("amount").textValue()).isEqualTo("2");
    }

    @Test
    void price_whenAnswerReportsItsCost_thatIsTheAmount() {
        JsonNode result = Ran.price("""
                {"provider":"openrouter","model":"openai/gpt-4o","raw_usage":{"usage":{"prompt_tokens":10,\
                "completion_tokens":10,"cost":0.00123}}}""");

        assertThat(result.get("amount").textValue()).isEqualTo("0.00123");
        assertThat(result.get("source").textValue()).isEqualTo("provider");
        assertThat(result.has("card")).isFalse();
        assertThat(result.get("lines")).isEmpty();
    }

    @Test
    void price_whenAnswerHasNoUsage_isUnpriced() {
        JsonNode result = Ran.price("{\"provider\":\"openai\",\"model\":\"gpt-4o\",\"raw_usage\":{\"choices\":[]}}");

        assertThat(result.get("status").textValue()).isEqualTo("unpriced");
        assertThat(result.get("reason").textValue()).isEqualTo("missing_usage");
    }

    @Test
    void price_whenCountsContradictThemselves_isInvalid() {
        JsonNode result = Ran.price("""
                {"provider":"openai","model":"gpt-4o","raw_usage":{"prompt_tokens":10,"completion_tokens":1,\
                "prompt_tokens_details":{"cached_tokens":20}}}""");

        assertThat(result.get("status").textValue()).isEqualTo("invalid");
        assertThat(result.get("reason").textValue()).isEqualTo("input_tokens is 10 but its parts add up to 20");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"\"no json\" | 'raw_usage': ", "\"\" | 'raw_usage': ", "\"[1\" | 'raw_usage': "})
    void price_whenTheStringHoldsNoAnswer_isAnErrorForTheLine(String answer, String error) {
        Ran ran = Ran.on("{\"case_id\":\"c\",\"provider\":\"openai\",\"raw_usage\":" + answer + "}", "price");

        assertThat(ran.result(0).get("error").textValue()).startsWith(error);
        assertThat(ran.result(0).get("case_id").textValue()).isEqualTo("c");
    }

    @Test
    void price_whenTheProviderHasNoSuchApi_isAnErrorThatListsThose() {
        JsonNode result = Ran.price("{\"provider\":\"openai\",\"api_flavor\":\"converse\",\"raw_usage\":{}}");

        assertThat(result.get("error").textValue()).startsWith("'api_flavor': ").contains("chat, ");
    }

    @Test
    void price_whenTheFlavorIsDefault_recognisesTheAnswer() {
        JsonNode result = Ran.price("""
                {"provider":"openai","api_flavor":"default","raw_usage":{"input_tokens":3,"output_tokens":4}}""");

        assertThat(result.get("usage")).hasToString("{\"input_tokens\":3,\"output_tokens\":4}");
    }
}
