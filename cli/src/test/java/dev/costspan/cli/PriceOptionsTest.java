package dev.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceOptionsTest {

    private static final String LINE = "{\"provider\":\"openai\",\"model\":\"gpt-4o\","
            + "\"usage\":{\"input_tokens\":1000000,\"output_tokens\":1000000}}\n";

    @TempDir
    private Path folder;

    @Test
    void price_whenFilesAreNamed_pricesThemInOrderAndSaysWhichHasAnError() throws IOException {
        Path first = Files.writeString(folder.resolve("first.jsonl"), LINE);
        Path second = Files.writeString(folder.resolve("second.jsonl"), "\nbad\n");

        Ran ran = Ran.on(LINE, "price", first.toString(), second.toString(), "-");

        assertThat(ran.lines()).hasSize(3);
        assertThat(ran.result(0).get("amount").textValue()).isEqualTo("12.5");
        assertThat(ran.result(1).get("file").textValue()).isEqualTo(second.toString());
        assertThat(ran.result(1).get("line").intValue()).isEqualTo(2);
        assertThat(ran.result(2).get("amount").textValue()).isEqualTo("12.5");
    }

    @Test
    void price_whenAFileIsMissing_isWrongUsageAndNothingIsPriced() {
        Path missing = folder.resolve("missing.jsonl");

        Ran ran = Ran.on(LINE, "price", "-", missing.toString());

        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).isEqualTo("file " + missing + " cannot be read\nTry 'costspan price --help'.\n");
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @Test
    void price_whenPricesAreLiteLlms_replacesTheCatalogue() throws IOException {
        Path prices = Files.writeString(folder.resolve("prices.json"), """
                {"gpt-4o": {"litellm_provider": "openai", "mode": "chat",
                            "input_cost_per_token": 1e-06, "output_cost_per_token": 3e-06}}""");

        Ran ran = Ran.on(LINE + LINE.replace("gpt-4o", "gpt-4o-mini"), "price", "--prices", prices.toString());

        assertThat(ran.result(0).get("amount").textValue()).isEqualTo("4");
        assertThat(ran.result(0).get("card").textValue()).isEqualTo("litellm:openai/gpt-4o");
        assertThat(ran.result(0).has("as_of")).isFalse();
        assertThat(ran.result(1).get("status").textValue()).isEqualTo("unpriced");
    }

    @Test
    void price_whenPricesAreGenAiPrices_theFirstFileThatNamesAModelDecides() throws IOException {
        Path first = Files.writeString(folder.resolve("first.json"), """
                [{"id": "openai", "name": "OpenAI", "models": [
                  {"id": "gpt-4o", "match": {"equals": "gpt-4o"}, "prices": {"input_mtok": 2, "output_mtok": 3}}]}]""");
        Path second = Files.writeString(folder.resolve("second.json"), """
                {"gpt-4o": {"litellm_provider": "openai", "mode": "chat",
                            "input_cost_per_token": 1e-06, "output_cost_per_token": 3e-06},
                 "gpt-4o-mini": {"litellm_provider": "openai", "mode": "chat",
                            "input_cost_per_token": 1e-07, "output_cost_per_token": 3e-07}}""");

        Ran ran = Ran.on(
                LINE + LINE.replace("gpt-4o", "gpt-4o-mini"),
                "price",
                "--prices",
                first.toString(),
                "--prices=" + second);

        assertThat(ran.result(0).get("amount").textValue()).isEqualTo("5");
        assertThat(ran.result(0).get("card").textValue()).isEqualTo("genai-prices:openai/gpt-4o");
        assertThat(ran.result(1).get("amount").textValue()).isEqualTo("0.4");
    }

    @Test
    void price_whenPricesAreCostspansOwn_namesTheirSourceAndDate() throws IOException {
        Path prices = Files.writeString(folder.resolve("prices.json"), """
                {"format": "costspan-prices/1", "source": "acme contract", "as_of": "2026-08-01", "currency": "EUR",
                 "cards": [{"id": "acme-large", "provider": "acme", "models": ["large"],
                            "rates": {"input_tokens": {"price": "2", "per": 1000000},
                                      "output_tokens": {"price": "3", "per": 1000000}}}]}""");

        Ran ran = Ran.on(
                LINE.replace("openai", "acme").replace("gpt-4o", "large"), "price", "--prices", prices.toString());

        assertThat(ran.result(0).get("amount").textValue()).isEqualTo("5");
        assertThat(ran.result(0).get("currency").textValue()).isEqualTo("EUR");
        assertThat(ran.result(0).get("card").textValue()).isEqualTo("acme-large");
        assertThat(ran.result(0).get("as_of").textValue()).isEqualTo("2026-08-01");
    }

    @Test
    void price_whenPricesAreNoPriceFile_isWrongUsageAndNamesTheFile() throws IOException {
        Path prices = Files.writeString(folder.resolve("prices.json"), "{\"gpt-4o\": ");

        Ran ran = Ran.on(LINE, "price", "--prices", prices.toString());

        assertThat(ran.err()).contains("price file " + prices).doesNotContain("\tat ");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @Test
    void price_whenToBeExplained_addsTheArithmetic() {
        Ran ran = Ran.on(LINE, "price", "--explain");

        assertThat(ran.result(0).get("explain").textValue()).isEqualTo("""
                input_tokens: 1000000 x 2.5 USD / 1000000 = 2.5 USD
                output_tokens: 1000000 x 10 USD / 1000000 = 10 USD
                sum: 12.5 USD (priced, source catalog)
                card: genai-prices:openai/gpt-4o, as of 2026-08-21
                """);
    }

    @Test
    void price_whenLinesHaveNoTimestamp_takesTheInstantOfTheOption() {
        // OpenAI lowered o3 to 2 and 8 USD a million on 2025-06-10; genai-prices has the price of before, 10 and 40.
        String line = LINE.replace("gpt-4o", "o3");
        String dated = line.replace("{\"provider\"", "{\"timestamp\":\"2026-08-01\",\"provider\"");

        Ran before = Ran.on(line + dated, "price", "--at", "2025-06-01");

        assertThat(before.result(0).get("amount").textValue()).isEqualTo("50");
        assertThat(before.result(1).get("amount").textValue()).isEqualTo("10");
        assertThat(Ran.on(line, "price", "--at=2025-07-01")
                        .result(0)
                        .get("amount")
                        .textValue())
                .isEqualTo("10");
    }

    @Test
    void price_whenTheInstantIsNone_isWrongUsage() {
        Ran ran = Ran.on(LINE, "price", "--at", "soon");

        assertThat(ran.err()).contains("'soon' is no ISO 8601 date or time");
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @Test
    void price_whenAnOutputIsNamed_writesResultsThere() throws IOException {
        Path results = folder.resolve("results.jsonl");

        Ran ran = Ran.on(LINE, "price", "-o", results.toString());

        assertThat(ran.out()).isEmpty();
        assertThat(results)
                .content()
                .startsWith("{\"status\":\"priced\",\"amount\":\"12.5\"")
                .endsWith("}\n");
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void price_whenTheOutputCannotBeWritten_isWrongUsage() {
        Ran ran = Ran.on(LINE, "price", "-o", folder.toString());

        assertThat(ran.err()).contains("file " + folder + " cannot be written");
        assertThat(ran.exitCode()).isEqualTo(2);
    }

    @Test
    void price_whenHelpIsAsked_saysWhatTheFieldsAre() {
        Ran ran = Ran.on("", "price", "--help");

        assertThat(ran.out())
                .startsWith("Usage: costspan price ")
                .contains("case_id", "raw_usage", "Exit codes:", "--prices");
        assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
        assertThat(ran.exitCode()).isZero();
    }

    @Test
    void run_whenNoCommandIsNamed_isWrongUsage() {
        Ran ran = Ran.on("");

        assertThat(ran.err()).isEqualTo("Name a command.\nTry 'costspan --help'.\n");
        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(Ran.on("", "--help").out()).contains("price");
        assertThat(Ran.on("", "--version").out()).startsWith("costspan ");
    }

    @Test
    void run_whenAnOptionIsUnknown_isWrongUsage() {
        Ran ran = Ran.on("", "price", "--fast");

        assertThat(ran.err()).contains("Unknown option: '--fast'").doesNotContain("\tat ");
        assertThat(ran.exitCode()).isEqualTo(2);
    }
}
