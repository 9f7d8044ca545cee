package dev.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnCardTest {

    @ParameterizedTest
    @CsvSource({
        // 1000 x 1 + 100 x 4 and 1001 x 2 + 100 x 4 millionths: the tier begins above its start and is for the whole
        // request
        "1000, 0.0014",
        "1001, 0.002402"
    })
    void price_whenCardHasTiers_theWholeRequestIsInOne(int input, String expected) {
        JsonNode result = Ran.price("{\"provider\":\"acme\",\"model\":\"large\",\"usage\":{\"input_tokens\":" + input
                + ",\"output_tokens\":100},\"price_card\":{\"input_mtok\":{\"base\":\"1\",\"tiers\":"
                + "[{\"start\":1000,\"price\":\"2\"}]},\"output_mtok\":4}}");

        assertThat(result.get("status").textValue()).isEqualTo("priced");
        assertThat(result.get("amount").textValue()).isEqualTo(expected);
        assertThat(result.get("source").textValue()).isEqualTo("override");
        assertThat(result.get("provider").textValue()).isEqualTo("acme");
        assertThat(result.get("model").textValue()).isEqualTo("large");
    }

    @Test
    void price_whenCardCountsSearches_billsThemByTheThousand() {
        JsonNode result = Ran.price("""
                {"usage":{"input_tokens":0,"output_tokens":0,"web_searches":3},\
                "price_card":{"input_mtok":"1","output_mtok":"1","web_searches_kcount":"10"}}""");

        assertThat(result.get("lines")).hasToString("""
                [{"bucket":"web_searches","quantity":3,"rate":"10","per":1000,"multiplier":"1","amount":"0.03"}]""");
        assertThat(result.get("amount").textValue()).isEqualTo("0.03");
    }

    @Test
    void price_whenCardHasLiteLlmsKeys_areUsdForOneUnit() {
        // 600 x 2.5 + 400 x 1.25 + 10 x 10 millionths
        JsonNode result = Ran.price("""
                {"provider":"openai","model":"gpt-4o","usage":{"input_tokens":1000,"cache_read_tokens":400,"output_tokens":10},\
                "price_card_litellm_keys":{"input_cost_per_token":"0.0000025","cache_read_input_token_cost":1.25e-6,\
                "output_cost_per_token":1e-05}}""");

        assertThat(result.get("amount").textValue()).isEqualTo("0.0021");
        assertThat(result.get("source").textValue()).isEqualTo("override");
    }

    @Test
    void price_whenCardLacksARate_takesNoneFromTheCatalogue() {
        JsonNode result = Ran.price("""
                {"provider":"openai","model":"gpt-4o","usage":{"input_tokens":1000,"output_tokens":10},\
                "price_card":{"input_mtok":"1"}}""");

        assertThat(result.get("status").textValue()).isEqualTo("partial");
        assertThat(result.get("reason").textValue()).isEqualTo("no rate for output_tokens");
        assertThat(result.get("amount").textValue()).isEqualTo("0.001");
    }

    @Test
    void price_whenCardHasAnUnknownKey_isPartialAndNamesIt() {
        JsonNode result = Ran.price("""
                {"usage":{"input_tokens":1000,"output_tokens":0},\
                "price_card":{"input_mtok":"1","output_mtok":"1","moon_mtok":"1"}}""");

        assertThat(result.get("status").textValue()).isEqualTo("partial");
        assertThat(result.get("reason").textValue()).isEqualTo("price keys not understood: moon_mtok");
    }

    @Test
    void price_whenOverlapIsNotStated_isEstimated() {
        JsonNode result = Ran.price("""
                {"usage":{"input_tokens":1000,"output_tokens":0,"input_audio_tokens":400,"cache_read_tokens":500},\
                "price_card":{"input_mtok":"1","input_audio_mtok":"8","cache_read_mtok":"0.5","output_mtok":"1"}}""");

        assertThat(result.get("status").textValue()).isEqualTo("estimated");
        assertThat(result.get("reason").textValue()).isEqualTo("an overlap of quantities is not stated");
    }

    @Test
    void price_whenAnswerReportsItsCost_theCardCountsAlone() {
        JsonNode result = Ran.price("""
                {"provider":"openrouter","raw_usage":{"usage":{"prompt_tokens":1000,"completion_tokens":0,"cost":9}},\
                "price_card":{"input_mtok":"1","output_mtok":"1"}}""");

        assertThat(result.get("amount").textValue()).isEqualTo("0.001");
    }

    @Test
    void price_whenCardsDiffer_eachLineHasItsOwn() {
        String line = "{\"usage\":{\"input_tokens\":1000000},\"price_card\":{\"input_mtok\":\"1\"}}\n";

        Ran ran = Ran.on(line + line + line.replace("\"1\"", "\"2\""), "price");

        assertThat(ran.result(0).get("amount").textValue()).isEqualTo("1");
        assertThat(ran.result(1).get("amount").textValue()).isEqualTo("1");
        assertThat(ran.result(2).get("amount").textValue()).isEqualTo("2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"price_card\":{\"input_mtok\":\"cheap\"}                                 | 'price_card': ",
                "\"price_card\":{\"input_mtok\":-1}                                        | 'price_card': ",
                "\"price_card\":{}                                                         | 'price_card': ",
                "\"price_card_litellm_keys\":{\"input_cost_per_token\":true}               | 'price_card_litellm_keys': "
            })
    void price_whenCardHoldsNoPrice_isAnErrorForTheLine(String card, String error) {
        Ran ran = Ran.on("{\"case_id\":\"c\",\"usage\":{\"input_tokens\":1}," + card + "}", "price");

        assertThat(ran.result(0).get("error").textValue()).startsWith(error);
        assertThat(ran.result(0).get("case_id").textValue()).isEqualTo("c");
        assertThat(ran.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"2026-01-31T23:59:59Z, 1", "2026-02-01, 2"})
    void price_whenCardHasDates_theLinesInstantDecides(String timestamp, String expected) {
        JsonNode result = Ran.price("{\"timestamp\":\"" + timestamp + "\",\"usage\":{\"input_tokens\":1000000},"
                + "\"price_card\":[{\"prices\":{\"input_mtok\":\"1\"}},"
                + "{\"constraint\":{\"start_date\":\"2026-02-01\"},\"prices\":{\"input_mtok\":\"2\"}}]}");

        assertThat(result.get("amount").textValue()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"default, 2", "priority, 3"})
    void price_whenCardHasTiersOfService_theLinesDecides(String tier, String expected) {
        JsonNode result = Ran.price("{\"service_tier\":\"" + tier + "\",\"usage\":{\"input_tokens\":1000000},"
                + "\"price_card_litellm_keys\":{\"input_cost_per_token\":\"0.000002\","
                + "\"input_cost_per_token_priority\":\"0.000003\"}}");

        assertThat(result.get("amount").textValue()).isEqualTo(expected);
    }
}
