package dev.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected amounts are of OpenAI's list price of gpt-4o: 2.50 USD a million input tokens, 1.25 cached, 10.00 output tokens. */
class PriceCommandTest {

    @Test
    void price_whenAllIsKnown_writesAmountCardAndLines() {
        Ran ran = Ran.on("""
                {"case_id":"a","provider":"openai","model":"gpt-4o","timestamp":"2026-08-01T12:00:00Z",\
                "usage":{"input_tokens":1000,"output_tokens":200,"cache_read_tokens":100}}
                """, "price");

        // 900 x 2.50 + 100 x 1.25 + 200 x 10.00 = 4375 millionths
        assertThat(ran.out()).isEqualTo("""
                {"case_id":"a","status":"priced","amount":"0.004375","currency":"USD","provider":"openai","model":"gpt-4o",\
                "card":"genai-prices:openai/gpt-4o","source":"catalog","as_of":"2026-08-21",\
                "usage":{"input_tokens":1000,"output_tokens":200,"cache_read_tokens":100},"lines":[\
                {"bucket":"input_tokens","quantity":900,"rate":"2.5","per":1000000,"multiplier":"1","amount":"0.00225"},\
                {"bucket":"output_tokens","quantity":200,"rate":"10","per":1000000,"multiplier":"1","amount":"0.002"},\
                {"bucket":"cache_read_tokens","quantity":100,"rate":"1.25","per":1000000,"multiplier":"1","amount":"0.000125"}\
                ]}
                """);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void price_whenModelHasAnAlias_namesTheCardsModel() {
        JsonNode result = Ran.price("""
                {"provider":"openai","model":"gpt-4o-2024-08-06","usage":{"input_tokens":1000000,"output_tokens":0}}""");

        assertThat(result.get("model").textValue()).isEqualTo("gpt-4o");
        assertThat(result.get("amount").textValue()).isEqualTo("2.5");
        assertThat(result.has("case_id")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a \\\"b\\\" \\u00e9\"", "7", "12.50", "-1e400", "123456789012345678901234567890"})
    void price_whenLineHasAnId_repeatsIt(String id) {
        Ran ran = Ran.on("{\"case_id\":" + id + ",\"usage\":{}}", "price");

        assertThat(ran.out()).startsWith("{\"case_id\":" + id.replace("\\u00e9", "\u00e9") + ",\"status\":");
    }

    @Test
    void price_whenIdHasAnEmojiAndHalfOfOne_repeatsBoth() {
        JsonNode result = Ran.price("{\"case_id\":\"\ud83d\ude00 \\ud83d\",\"usage\":{}}");

        assertThat(result.get("case_id").textValue()).isEqualTo("\ud83d\ude00 \ud83d");
    }

    @Test
    void price_whenChatStatesNoOutput_isPartialAndSaysWhy() {
        JsonNode result = Ran.price("""
                {"provider":"openai","model":"gpt-4o","operation":"chat","usage":{"input_tokens":1000}}""");

        assertThat(result.get("status").textValue()).isEqualTo("partial");
        assertThat(result.get("reason").textValue()).isEqualTo("output_tokens is not stated");
        assertThat(result.get("amount").textValue()).isEqualTo("0.0025");
    }

    @Test
    void price_whenACountHasNoRate_isPartialAndNamesIt() {
        JsonNode result = Ran.price("""
                {"provider":"openai","model":"gpt-4o","usage":{"input_tokens":1000,"output_tokens":0,"sessions":2}}""");

        assertThat(result.get("status").textValue()).isEqualTo("partial");
        assertThat(result.get("reason").textValue()).isEqualTo("no rate for sessions");
        assertThat(result.get("amount").textValue()).isEqualTo("0.0025");
    }

    @Test
    void price_whenInputTokensAreAlone_isPricedAsEmbeddings() {
        // OpenAI's list price of text-embedding-3-small: 0.02 USD a million
        JsonNode result = Ran.price("""
                {"provider":"openai","model":"text-embedding-3-small","usage":{"input_tokens":1000}}""");

        assertThat(result.get("status").textValue()).isEqualTo("priced");
        assertThat(result.get("amount").textValue()).isEqualTo("0.00002");
    }

    @Test
    void price_whenModelIsUnknown_isUnpricedWithoutAmount() {
        Ran ran = Ran.on("""
                {"case_id":1,"provider":"openai","model":"no-such-model","usage":{"input_tokens":1000}}""", "price");

        assertThat(ran.out()).isEqualTo("""
                {"case_id":1,"status":"unpriced","reason":"unknown_model","provider":"openai","model":"no-such-model",\
                "usage":{"input_tokens":1000},"lines":[]}
                """);
        assertThat(ran.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"input_tokens\":10,\"cache_read_tokens\":20} | input_tokens is 10 but its parts add up to 20",
                "{\"input_tokens\":-1}                          | input_tokens is -1",
                "{\"input_tokens\":NaN}                         | input_tokens is NaN",
                "{\"input_tokens\":-Infinity}                   | input_tokens is -Infinity",
                "{\"input_tokens\":0.5,\"output_tokens\":-1}    | input_tokens is 0.5, but counts whole units",
                "{\"requests\":1e-999999999}                    | requests is 1e-999999999, but counts whole units",
                "{\"input_tokens\":1e30}                        | input_tokens is 1E+30, more than can be counted",
                "{\"audio_seconds\":-0.000000001}               | audio_seconds is -0.000000001"
            })
    void price_whenUsageIsNoUsage_isInvalidAndSaysWhy(String usage, String reason) {
        Ran ran = Ran.on("{\"provider\":\"openai\",\"model\":\"gpt-4o\",\"usage\":" + usage + "}", "price");

        JsonNode result = ran.result(0);
        assertThat(result.get("status").textValue()).isEqualTo("invalid");
        assertThat(result.get("reason").textValue()).isEqualTo(reason);
        assertThat(result.has("amount")).isFalse();
        assertThat(result.get("lines")).isEmpty();
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void price_whenQuantitiesAreWrittenInOtherWays_readsThemExactly() {
        JsonNode result = Ran.price("""
                {"usage":{"input_tokens":1e3,"output_tokens":20.0,"cache_read_tokens":null,"audio_seconds":1.50,\
                "requests":9007199254740993}}""");

        assertThat(result.get("usage")).hasToString("""
                {"input_tokens":1000,"output_tokens":20,"requests":9007199254740993,"audio_seconds":1.5}""");
        assertThat(result.at("/usage/audio_seconds").decimalValue()).isEqualTo(new BigDecimal("1.5"));
    }

    @Test
    void price_whenTierIsNamed_appliesItsCard() {
        JsonNode result = Ran.price("""
                {"provider":"openai","model":"gpt-4.1","service_tier":"priority","timestamp":"2026-08-01",\
                "usage":{"input_tokens":1000,"output_tokens":100}}""");

        // OpenAI's priority prices of gpt-4.1, as LiteLLM lists them: 3.50 USD a million input tokens, 14.00 output
        // tokens.
        assertThat(result.get("amount").textValue()).isEqualTo("0.0049");
        assertThat(result.get("card").textValue()).contains("priority");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"speed\":\"fast\"}", "{\"speed\":\"FAST\",\"size\":\"1024x1024\"}"})
    void price_whenOptionHasNoRate_isPartial(String options) {
        JsonNode result = Ran.price("{\"provider\":\"openai\",\"model\":\"gpt-4o\",\"options\":" + options
                + ",\"usage\":{\"input_tokens\":1000,\"output_tokens\":0}}");

        assertThat(result.get("status").textValue()).isEqualTo("partial");
    }

    @Test
    void price_whenNoProviderAndNoModel_isUnpriced() {
        assertThat(Ran.price("{\"usage\":{\"input_tokens\":1}}").get("reason").textValue())
                .isEqualTo("missing_model");
    }

    @Test
    void price_whenOnlyTheAddressIsNamed_tellsTheProviderFromIt() {
        JsonNode result = Ran.price("""
                {"provider_api_url":"https://api.openai.com/v1/chat/completions","model":"gpt-4o",\
                "usage":{"input_tokens":1000000,"output_tokens":0}}""");

        assertThat(result.get("provider").textValue()).isEqualTo("openai");
        assertThat(result.get("amount").textValue()).isEqualTo("2.5");
    }

    @Test
    void price_whenTheAddressIsNobodys_isUnpriced() {
        JsonNode result = Ran.price("""
                {"provider_api_url":"https://gateway.example.com/v1","model":"no-such-model","usage":{"input_tokens":1}}""");

        assertThat(result.get("reason").textValue()).isEqualTo("missing_provider");
        assertThat(result.has("provider")).isFalse();
    }

    @Test
    void price_whenOneVendorAloneListsTheModel_isAnEstimateByItsCard() {
        JsonNode result = Ran.price("""
                {"model":"gpt-4o","usage":{"input_tokens":1000000,"output_tokens":0}}""");

        assertThat(result.get("status").textValue()).isEqualTo("estimated");
        assertThat(result.get("reason").textValue())
                .isEqualTo("a rate is that of another name or kind, by a written rule");
        assertThat(result.get("provider").textValue()).isEqualTo("openai");
        assertThat(result.get("amount").textValue()).isEqualTo("2.5");
    }

    @ParameterizedTest
    @CsvSource({"google, gemini-2.5-flash, gcp.gemini", "x-ai, grok-3, x_ai", "aws, amazon.nova-lite-v1:0, aws.bedrock"
    })
    void price_whenProviderIsNamedAsAPriceListDoes_findsItsCards(String provider, String model, String billed) {
        JsonNode result = Ran.price("{\"provider\":\"" + provider + "\",\"model\":\"" + model
                + "\",\"usage\":{\"input_tokens\":1000,\"output_tokens\":10}}");

        assertThat(result.get("status").textValue()).isEqualTo("priced");
        assertThat(result.get("provider").textValue()).isEqualTo(billed);
    }
}
