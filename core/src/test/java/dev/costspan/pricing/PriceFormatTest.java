package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.usage.Meter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a price file must not be: each fault has its own message, with the file and what is at fault. */
class PriceFormatTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(PriceFormat.class)
    void read_whenTheFileIsMissing_namesIt(PriceFormat format) {
        Path file = directory.resolve("none.json");

        assertThatThrownBy(() -> format.read(file))
                .isInstanceOf(PriceFileException.class)
                .hasMessage("price file " + file + " does not exist");
    }

    @Test
    void read_whenTheFileIsADirectory_saysItCannotBeRead() {
        assertThatThrownBy(() -> PriceFormat.LITELLM.read(directory))
                .isInstanceOf(PriceFileException.class)
                .hasMessageStartingWith("price file " + directory + " cannot be read: ");
    }

    @ParameterizedTest
    @EnumSource(PriceFormat.class)
    void read_whenTheFileIsHuge_namesSizeAndLimit(PriceFormat format) throws IOException {
        Path file = directory.resolve("huge.json");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(PriceJson.MOST_BYTES + 1);
        }

        assertThatThrownBy(() -> format.read(file))
                .isInstanceOf(PriceFileException.class)
                .hasMessage("price file " + file + " has 67108865 bytes, more than the 67108864 that are read");
    }

    @ParameterizedTest
    @EnumSource(PriceFormat.class)
    void read_whenTheFileIsEmpty_saysWhatIsMissing(PriceFormat format) throws IOException {
        assertFails(format, "", "the file must be an ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "LITELLM      | {\"a\": {\"input_cost_per_token\": 1e-6, ",
                "LITELLM      | {\"a\": {\"input_cost_per_token\": 1e-6}",
                "LITELLM      | {\"a\": {\"metadata\": {\"b\": [1, ",
                "LITELLM      | {\"a\": {\"mode\": \"ch",
                "GENAI_PRICES | [{\"id\": \"p\", \"models\": [{\"id\": \"m\", \"prices\": {\"input_mtok\": 1",
                "GENAI_PRICES | [{\"id\": \"p\", \"models\": []}"
            })
    void read_whenTheFileIsCutShort_saysWhere(PriceFormat format, String text) throws IOException {
        assertFails(format, text, "ends too early, line 1, column ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "LITELLM      | model,price",
                "LITELLM      | {\"a\": {\"input_cost_per_token\": 1e-6,}}",
                "GENAI_PRICES | <html>404</html>",
            })
    void read_whenTheFileIsNotJson_saysWhere(PriceFormat format, String text) throws IOException {
        assertFails(format, text, "is not JSON, line 1, column ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "LITELLM      | [{\"id\": \"anthropic\"}]            | the file must be an object, but is an array",
                "LITELLM      | {\"a\": 1}                           | model 'a': the model must be an object, but is a number",
                "LITELLM      | {\"a\": {\"mode\": 1}}               | model 'a': key 'mode' must be a string, but is a number",
                "LITELLM      | {} {}                                | more than one JSON value, the second line 1",
                "GENAI_PRICES | {\"gpt-4o\": {}}                     | the file must be an array, but is an object",
                "GENAI_PRICES | [\"p\"]                              | a provider must be an object, but is a string",
                "GENAI_PRICES | [{\"models\": []}]                   | a provider has no id",
                "GENAI_PRICES | [{\"id\": \"p\", \"models\": {}}]    | key 'models' must be an array, but is an object",
                "GENAI_PRICES | [{\"id\": \"p\", \"models\": [{\"prices\": {}}]}] | a model has no id",
                "GENAI_PRICES | [{\"id\": \"p\", \"models\": [{\"id\": \"m\", \"prices\": 3}]}] | model 'm': key 'prices' must be an array, but is a number",
                "GENAI_PRICES | [{\"id\": \"p\", \"models\": [{\"id\": \"m\", \"match\": \"m\"}]}] | model 'm': key 'match' must be an object, but is a string"
            })
    void read_whenTheShapeIsWrong_saysWhatWasExpected(PriceFormat format, String text, String message)
            throws IOException {
        assertFails(format, text, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "-1e-6          | must not be negative, but is -1e-6",
                "NaN            | must be a finite number, but is NaN",
                "Infinity       | must be a finite number, but is Infinity",
                "\"-0.001\"     | must not be negative, but is -0.001",
                "\"0,001\"      | must be a number, but is '0,001'",
                "\"NaN\"        | must be a number, but is 'NaN'",
                "\"\"           | must be a number, but is ''",
                "true           | must be a number, but is 'true'",
                "[1]            | must be a number, but is an array",
                "1e999999999    | has more than 60 digits: 1e999999999",
                "1e-999999999   | has more than 60 digits: 1e-999999999"
            })
    void read_whenARateIsNoPrice_namesModelKeyAndValue(String value, String message) throws IOException {
        assertFails(
                PriceFormat.LITELLM,
                "{\"gpt-x\": {\"output_cost_per_token\": " + value + "}}",
                ", model 'gpt-x': key 'output_cost_per_token' " + message);
        assertFails(
                PriceFormat.GENAI_PRICES,
                "[{\"id\": \"p\", \"models\": [{\"id\": \"m\", \"prices\": {\"input_mtok\": {\"base\": " + value
                        + "}}}]}]",
                ", model 'm': key 'input_mtok.base' " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"base\": 1, \"tiers\": [{\"start\": 1.5, \"price\": 2}]} | key 'input_mtok.tiers.start' must be a whole number, but is 1.5",
                "{\"base\": 1, \"tiers\": [{\"start\": 5}]}                | a tier of key 'input_mtok' must have a start and a price",
                "{\"base\": 1, \"tiers\": 5}                               | key 'input_mtok.tiers' must be an array, but is a number",
            })
    void read_whenATierIsIncomplete_namesModelAndKey(String price, String message) throws IOException {
        assertFails(
                PriceFormat.GENAI_PRICES,
                "[{\"id\": \"p\", \"models\": [{\"id\": \"m\", \"prices\": {\"input_mtok\": " + price + "}}]}]",
                ", model 'm': " + message);
    }

    @Test
    void read_whenATimeIsNone_namesIt() throws IOException {
        assertFails(
                PriceFormat.GENAI_PRICES,
                """
                [{"id": "p", "models": [{"id": "m", "prices": [{"constraint": {"start_time": "noon"}, "prices": {}}]}]}]""",
                "model 'm': key 'start_time' must be a time such as 16:30:00Z, but is 'noon'");
        assertFails(
                PriceFormat.GENAI_PRICES,
                """
                [{"id": "p", "models": [{"id": "m", "prices": [{"constraint": {"end_time": "16:30:00Z"}, "prices": {}}]}]}]""",
                "model 'm': a constraint with 'start_time' or 'end_time' must have both");
    }

    @Test
    void read_whenPricesHaveEndlessConditions_namesTheLimit() throws IOException {
        String one = "{\"constraint\": {\"start_date\": \"2026-01-01\"}, \"prices\": {}},";

        assertFails(
                PriceFormat.GENAI_PRICES,
                "[{\"id\": \"p\", \"models\": [{\"id\": \"m\", \"prices\": [" + one.repeat(300),
                "model 'm': key 'prices' has more than 200 elements");
    }

    @Test
    void read_whenAFactorIsZero_namesIt() throws IOException {
        assertFails(
                PriceFormat.LITELLM,
                "{\"gpt-x\": {\"regional_processing_uplift_multiplier_eu\": 0}}",
                ", model 'gpt-x': key 'regional_processing_uplift_multiplier_eu' is a factor and must be positive, but is 0");
    }

    @Test
    void read_whenADateIsNone_namesIt() throws IOException {
        assertFails(PriceFormat.GENAI_PRICES, """
                [{"id": "p", "models": [{"id": "m", "prices": [{"constraint": {"start_date": "soon"}, "prices": {}}]}]}]""", "model 'm': key 'start_date' must be a date, but is 'soon'");
    }

    @Test
    void read_whenAModelIsThereTwice_namesIt() throws IOException {
        assertFails(PriceFormat.LITELLM, """
                {"gpt-x": {"input_cost_per_token": 1e-6}, "gpt-x": {"input_cost_per_token": 2e-6}}""", ", model 'gpt-x': the file names it twice");
        assertFails(PriceFormat.GENAI_PRICES, """
                [{"id": "p", "models": [{"id": "m", "prices": {}}, {"id": "m", "prices": {}}]}]""", ", model 'm': provider 'p' names it twice");
    }

    @Test
    void read_whenARateIsThereTwice_namesIt() throws IOException {
        assertFails(PriceFormat.LITELLM, """
                {"gpt-x": {"input_cost_per_token": 1e-6, "input_cost_per_token": 2e-6}}""", ", model 'gpt-x': key 'input_cost_per_token' is there twice");
        assertFails(PriceFormat.GENAI_PRICES, """
                [{"id": "p", "models": [{"id": "m", "prices": {"input_mtok": 1, "input_mtok": 2}}]}]""", ", model 'm': key 'input_mtok' is there twice");
    }

    @Test
    void read_whenNestingIsEndless_namesTheLimit() throws IOException {
        assertFails(PriceFormat.LITELLM, "{\"a\": {\"x\": " + "[".repeat(5_000), "goes over a limit, line 1");
    }

    @Test
    void read_whenANumberIsEndless_namesTheLimit() throws IOException {
        assertFails(
                PriceFormat.LITELLM,
                "{\"a\": {\"input_cost_per_token\": 0." + "1".repeat(5_000) + "}}",
                "goes over a limit, line 1");
    }

    @Test
    void read_whenTheFileIsGood_hasSourceWithoutDate() throws IOException {
        Path file = write("{\"gpt-x\": {\"litellm_provider\": \"openai\", \"input_cost_per_token\": 1e-6}}");

        assertThat(PriceFormat.LITELLM.read(file))
                .singleElement()
                .satisfies(card -> assertThat(card.source()).isEqualTo(new PriceSource("litellm", null)));
    }

    @ParameterizedTest
    @CsvSource({"'[]', GENAI_PRICES", "'[{\"id\": \"p\"}]', GENAI_PRICES", "'{}', LITELLM", "'{\"m\": {}}', LITELLM"})
    void detect_whenTheShapeIsKnown_isItsFormat(String text, PriceFormat format) throws IOException {
        assertThat(PriceFormat.detect(write(text))).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource({
        "17, it is no price list: it must be an array of providers",
        "'\"prices\"', it is no price list: it must be an array of providers",
        "'', it is no price list: it must be an array of providers",
        "'model,price', 'is not JSON, line 1'"
    })
    void detect_whenTheShapeIsNone_saysWhatItMustBe(String text, String message) throws IOException {
        Path file = write(text);

        assertThatThrownBy(() -> PriceFormat.detect(file))
                .isInstanceOf(PriceFileException.class)
                .hasMessageStartingWith("price file " + file)
                .hasMessageContaining(message);
    }

    @Test
    void card_whenTheKeysAreGenAiPrices_isTheirCardsWithoutTheDefaults() {
        List<PriceCard> cards = PriceFormat.GENAI_PRICES.card("acme", "m", """
                {"input_mtok": "2.50", "cache_read_mtok": {"base": "0.3", "tiers": [{"start": 200000, "price": 0.6}]},
                 "web_searches_kcount": 10}""");

        assertThat(cards)
                .extracting(card -> card.id() + " " + card.context().above() + " " + card.rate(Meter.CACHE_READ_TOKENS))
                .containsExactly(
                        "application:acme/m -1 0.3 per 1000000",
                        "application:acme/m;above=200000 200000 0.6 per 1000000");
        assertThat(cards).allSatisfy(card -> {
            assertThat(card.rate(Meter.INPUT_TOKENS)).hasToString("2.50 per 1000000");
            assertThat(card.rate(Meter.WEB_SEARCHES)).hasToString("10 per 1000");
            assertThat(card.unreadKeys()).isEmpty();
        });
    }

    @Test
    void card_whenTheKeysAreLiteLlms_isTheirCards() {
        List<PriceCard> cards = PriceFormat.LITELLM.card("azure", "m", """
                {"litellm_provider": "openai", "input_cost_per_token": "2.5e-6", "output_cost_per_token": 1e-5,
                 "input_cost_per_token_flex": "0.00000125", "new_price": 1}""");

        assertThat(cards).extracting(PriceCard::serviceTier).containsExactly(null, "flex");
        assertThat(cards).allSatisfy(card -> {
            assertThat(card.provider()).isEqualTo("azure");
            assertThat(card.unreadKeys()).containsExactly("new_price");
        });
        assertThat(cards.get(1).rate(Meter.INPUT_TOKENS)).isEqualTo(Rate.perMillion("1.25"));
    }

    @ParameterizedTest
    @CsvSource({
        "LITELLM, '{\"input_cost_per_token\": 0}', INPUT_TOKENS",
        "LITELLM, '{\"output_cost_per_image\": 0, \"mode\": \"image_generation\"}', OUTPUT_IMAGES",
        "GENAI_PRICES, '{\"requests_kcount\": 0}', REQUESTS"
    })
    void card_whenTheApplicationStatesZero_isARealZero(PriceFormat format, String text, Meter meter) {
        assertThat(format.card("acme", "m", text))
                .singleElement()
                .satisfies(card -> assertThat(card.rate(meter).price()).isZero());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "LITELLM      | {}                                 | it has no price",
                "LITELLM      | {\"mode\": \"chat\"}   | it has no price",
                "LITELLM      | {\"input_cost_per_token\": \"cheap\"}  | key 'input_cost_per_token' must be a number, but is 'cheap'",
                "LITELLM      | [1]                                | the model must be an object, but is an array",
                "LITELLM      | {\"input_cost_per_token\": 1} 2      | more than one JSON value, the second line 1",
                "GENAI_PRICES | {\"input_mtok\": \"-1\"}               | key 'input_mtok' must not be negative, but is -1",
                "GENAI_PRICES | {\"input_mtok\": 1                   | ends too early, line 1",
                "GENAI_PRICES | 17                                 | the prices must be an object, but is a number",
                "GENAI_PRICES | []                                 | it has no price"
            })
    void card_whenItIsNone_namesProviderModelAndValue(PriceFormat format, String text, String message) {
        assertThatThrownBy(() -> format.card("acme", "m", text))
                .isInstanceOf(PriceFileException.class)
                .hasMessageStartingWith("price card of provider 'acme', model 'm'")
                .hasMessageContaining(message);
    }

    @Test
    void card_whenTheTextIsHuge_namesSizeAndLimit() {
        String text = "{" + " ".repeat(PriceJson.MOST_CHARACTERS) + "}";

        assertThatThrownBy(() -> PriceFormat.LITELLM.card("acme", "m", text))
                .isInstanceOf(PriceFileException.class)
                .hasMessage("price card of provider 'acme', model 'm' has 1048578 characters, more than the 1048576 "
                        + "that are read");
    }

    private void assertFails(PriceFormat format, String text, String message) throws IOException {
        Path file = write(text);

        assertThatThrownBy(() -> format.read(file))
                .isInstanceOf(PriceFileException.class)
                .hasMessageStartingWith("price file " + file)
                .hasMessageContaining(message);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("prices.json"), text);
    }
}
