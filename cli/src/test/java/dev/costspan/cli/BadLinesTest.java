package dev.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadLinesTest {

    private static final String GOOD = "{\"case_id\":\"good\",\"provider\":\"openai\",\"model\":\"gpt-4o\","
            + "\"usage\":{\"input_tokens\":1000000,\"output_tokens\":0}}\n";

    @Test
    void price_whenALineIsBad_writesAnErrorForItAndPricesTheRest() {
        Ran ran = Ran.on(GOOD + "\n  \t\r\n{\"case_id\":\"bad\",\"provider\":5}\nnonsense\n" + GOOD, "price");

        assertThat(ran.lines()).hasSize(4);
        assertThat(ran.result(0).get("amount").textValue()).isEqualTo("2.5");
        assertThat(ran.lines().get(1)).isEqualTo("""
                {"case_id":"bad","error":"'provider' must be a string, but is a number","line":4}""");
        assertThat(ran.lines().get(2)).isEqualTo("""
                {"error":"the line is not JSON from column 1 on","line":5}""");
        assertThat(ran.result(3).get("amount").textValue()).isEqualTo("2.5");
        assertThat(ran.err()).isEqualTo("costspan price: 2 of 4 lines could not be priced\n");
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                          | a line must be a JSON object, but is a list",
                "null                                        | a line must be a JSON object, but is null",
                "{\"usage\":{\"input_tokens\":1}             | the line is not JSON: it ends too early",
                "{\"usage\":{}} {}                           | a line must be one JSON object, but more follows it",
                "{\"usage\":{}} x                            | the line is not JSON from column 14 on",
                "{}                                          | a line must have one of 'usage' and 'raw_usage', but has neither",
                "{\"usage\":{},\"raw_usage\":{}}             | a line must have one of 'usage' and 'raw_usage', but has both",
                "{\"usage\":[]}                              | 'usage' must be an object, but is a list",
                "{\"usage\":{\"inputs\":1}}                  | unknown usage key 'inputs'",
                "{\"usage\":{\"requests\":\"1\"}}            | usage key 'requests' must be a number, but is a string",
                "{\"usage\":{\"requests\":{}}}               | usage key 'requests' must be a number, but is an object",
                "{\"usage\":{\"requests\":1,\"requests\":2}} | usage key 'requests' is there twice",
                "{\"usage\":{},\"case_id\":[]}               | 'case_id' must be a string or a number, but is a list",
                "{\"usage\":{},\"case_id\":NaN}              | 'case_id' must be a string or a number, but is NaN or infinite",
                "{\"usage\":{},\"model\":{}}                 | 'model' must be a string, but is an object",
                "{\"usage\":{},\"options\":\"fast\"}         | 'options' must be an object, but is a string",
                "{\"usage\":{},\"options\":{\"n\":1}}        | 'n' must be a string, but is a number",
                "{\"raw_usage\":5}                           | 'raw_usage' must be an object, a list of a stream's chunks, or JSON as a string, but is a number",
                "{\"usage\":{},\"price_card\":\"1\"}         | 'price_card' must be an object, but is a string",
                "{\"usage\":{},\"price_card\":{},\"price_card_litellm_keys\":{}} | a line must have at most one of 'price_card' and 'price_card_litellm_keys'"
            })
    void price_whenALineIsNoCase_saysWhatIsWrong(String line, String error) {
        Ran ran = Ran.on(line, "price");

        assertThat(ran.result(0).get("error").textValue()).isEqualTo(error);
        assertThat(ran.result(0).get("line").intValue()).isEqualTo(1);
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"yesterday", "2026-02-30", "2026-08-01T24:00:00Z", "1785542400"})
    void price_whenTimestampIsNone_saysWhatIsWanted(String timestamp) {
        JsonNode result = Ran.price("{\"timestamp\":\"" + timestamp + "\",\"usage\":{}}");

        assertThat(result.get("error").textValue())
                .isEqualTo("'timestamp' must be an ISO 8601 date or time such as 2026-08-01T12:00:00Z, but is '"
                        + timestamp + "'");
    }

    @Test
    void price_whenOperationIsNone_listsThose() {
        JsonNode result = Ran.price("{\"operation\":\"dance\",\"usage\":{}}");

        assertThat(result.get("error").textValue())
                .startsWith("'operation' must be one of chat, embeddings, query, ")
                .endsWith(", but is 'dance'");
    }

    @Test
    void price_whenAConditionIsTooLong_saysSoRatherThanPriceWithoutIt() {
        JsonNode result = Ran.price("{\"service_tier\":\"" + "x".repeat(129) + "\",\"usage\":{}}");

        assertThat(result.get("error").textValue())
                .isEqualTo("'service_tier' must have at most 128 characters, but has 129");
    }

    @Test
    void price_whenThereAreTooManyOptions_saysSoRatherThanDropSome() {
        StringBuilder options = new StringBuilder();
        for (int i = 0; i < 17; i++) {
            options.append(i == 0 ? "" : ",").append("\"o").append(i).append("\":\"v\"");
        }

        JsonNode result = Ran.price("{\"options\":{" + options + "},\"usage\":{}}");

        assertThat(result.get("error").textValue()).isEqualTo("a line must have at most 16 options");
    }

    @Test
    void price_whenNestingIsTooDeep_saysSoAndGoesOn() {
        Ran ran = Ran.on("{\"x\":" + "[".repeat(100_000) + "\n" + GOOD, "price");

        assertThat(ran.result(0).get("error").textValue()).startsWith("the line's JSON goes over a limit");
        assertThat(ran.result(1).get("amount").textValue()).isEqualTo("2.5");
    }

    @Test
    void price_whenALineIsTooLong_saysSoAndGoesOnWithTheNext() {
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        byte[] input = new byte[PriceCommand.MOST_LINE_BYTES + 2 + good.length];
        Arrays.fill(input, (byte) 'x');
        input[PriceCommand.MOST_LINE_BYTES + 1] = '\n';
        System.arraycopy(good, 0, input, PriceCommand.MOST_LINE_BYTES + 2, good.length);

        Ran ran = Ran.on(input, "price");

        assertThat(ran.lines().get(0)).isEqualTo("{\"error\":\"the line is longer than 16777216 bytes\",\"line\":1}");
        assertThat(ran.result(1).get("amount").textValue()).isEqualTo("2.5");
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @Test
    void price_whenALineHoldsText_repeatsNoneOfItInErrors() {
        Ran ran = Ran.on("{\"raw_usage\":{\"choices\":[{\"text\":\"a secret answer\" oops", "price");

        assertThat(ran.out()).contains("not JSON").doesNotContain("secret").doesNotContain("oops");
    }

    @Test
    void price_whenBytesAreRandom_writesAnErrorForEachLine() {
        byte[] noise = new byte[200_000];
        new Random(7).nextBytes(noise);

        Ran ran = Ran.on(noise, "price");

        assertThat(ran.lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("{\"error\":\"").endsWith("}"));
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @Test
    void price_whenLinesAreDamaged_givesEachAResultOrAnErrorOfItsOwn() {
        String[] whole = {
            "{\"case_id\":\"a\",\"provider\":\"openai\",\"model\":\"gpt-4o\",\"service_tier\":\"priority\","
                    + "\"timestamp\":\"2026-08-01T12:00:00.5+02:00\",\"options\":{\"size\":\"1024x1024\"},"
                    + "\"usage\":{\"input_tokens\":1000,\"output_tokens\":1e2,\"audio_seconds\":1.5}}",
            "{\"case_id\":7,\"provider\":\"anthropic\",\"raw_usage\":{\"model\":\"claude-sonnet-4-20250514\","
                    + "\"usage\":{\"input_tokens\":100,\"cache_read_input_tokens\":20,\"output_tokens\":5}}}",
            "{\"usage\":{\"input_tokens\":100},\"price_card\":{\"input_mtok\":{\"base\":\"1\","
                    + "\"tiers\":[{\"start\":50,\"price\":\"2\"}]}}}",
            "{\"usage\":{\"input_tokens\":100},\"price_card_litellm_keys\":{\"input_cost_per_token\":\"1e-6\","
                    + "\"input_cost_per_token_above_200k_tokens\":2e-6}}"
        };
        byte[] pieces = "{}[]:,\"0-9.eE+ntfN\\u\u00e9\u0000x".getBytes(StandardCharsets.UTF_8);
        Random random = new Random(11);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        int count = 5_000;
        for (int i = 0; i < count; i++) {
            byte[] line = whole[random.nextInt(whole.length)].getBytes(StandardCharsets.UTF_8);
            for (int damage = random.nextInt(3); damage >= 0; damage--) {
                line[random.nextInt(line.length)] = pieces[random.nextInt(pieces.length)];
            }
            lines.writeBytes(line);
            lines.write('\n');
        }

        Ran ran = Ran.on(lines.toByteArray(), "price");

        assertThat(ran.lines()).hasSize(count);
        for (int i = 0; i < count; i++) {
            JsonNode result = ran.result(i);
            assertThat(result.has("status") ^ result.has("error"))
                    .as(ran.lines().get(i))
                    .isTrue();
            assertThat(result.path("error").asText()).doesNotContain("unexpected failure");
        }
    }
}
