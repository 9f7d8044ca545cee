package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a price file must not be: each fault has its own message, with the file and what is at fault. */
class PriceFileTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(PriceFile.class)
    void read_whenTheFileIsMissing_namesIt(PriceFile format) {
        Path file = directory.resolve("none.json");

        assertThatThrownBy(() -> format.read(file))
                .isInstanceOf(PriceFileException.class)
                .hasMessage("price file " + file + " does not exist");
    }

    @Test
    void read_whenTheFileIsADirectory_saysItCannotBeRead() {
        assertThatThrownBy(() -> PriceFile.LITELLM.read(directory))
                .isInstanceOf(PriceFileException.class)
                .hasMessageStartingWith("price file " + directory + " cannot be read: ");
    }

    @ParameterizedTest
    @EnumSource(PriceFile.class)
    void read_whenTheFileIsHuge_namesSizeAndLimit(PriceFile format) throws IOException {
        Path file = directory.resolve("huge.json");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(PriceJson.MOST_BYTES + 1);
        }

        assertThatThrownBy(() -> format.read(file))
                .isInstanceOf(PriceFileException.class)
                .hasMessage("price file " + file + " has 67108865 bytes, more than the 67108864 that are read");
    }

    @ParameterizedTest
    @EnumSource(PriceFile.class)
    void read_whenTheFileIsEmpty_saysWhatIsMissing(PriceFile format) throws IOException {
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
    void read_whenTheFileIsCutShort_saysWhere(PriceFile format, String text) throws IOException {
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
    void read_whenTheFileIsNotJson_saysWhere(PriceFile format, String text) throws IOException {
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
    void read_whenTheShapeIsWrong_saysWhatWasExpected(PriceFile format, String text, String message)
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
                "\"0.001\"      | must be a number, but is '0.001'",
                "true           | must be a number, but is 'true'",
                "[1]            | must be a number, but is an array",
                "1e999999999    | has more than 60 digits: 1e999999999",
                "1e-999999999   | has more than 60 digits: 1e-999999999"
            })
    void read_whenARateIsNoPrice_namesModelKeyAndValue(String value, String message) throws IOException {
        assertFails(
                PriceFile.LITELLM,
                "{\"gpt-x\": {\"output_cost_per_token\": " + value + "}}",
                ", model 'gpt-x': key 'output_cost_per_token' " + message);
        assertFails(
                PriceFile.GENAI_PRICES,
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
                PriceFile.GENAI_PRICES,
                "[{\"id\": \"p\", \"models\": [{\"id\": \"m\", \"prices\": {\"input_mtok\": " + price + "}}]}]",
                ", model 'm': " + message);
    }

    @Test
    void read_whenADateIsNone_namesIt() throws IOException {
        assertFails(PriceFile.GENAI_PRICES, """
                [{"id": "p", "models": [{"id": "m", "prices": [{"constraint": {"start_date": "soon"}, "prices": {}}]}]}]""", "model 'm': key 'start_date' must be a date, but is 'soon'");
    }

    @Test
    void read_whenAModelIsThereTwice_namesIt() throws IOException {
        assertFails(PriceFile.LITELLM, """
                {"gpt-x": {"input_cost_per_token": 1e-6}, "gpt-x": {"input_cost_per_token": 2e-6}}""", ", model 'gpt-x': the file names it twice");
        assertFails(PriceFile.GENAI_PRICES, """
                [{"id": "p", "models": [{"id": "m", "prices": {}}, {"id": "m", "prices": {}}]}]""", ", model 'm': provider 'p' names it twice");
    }

    @Test
    void read_whenARateIsThereTwice_namesIt() throws IOException {
        assertFails(PriceFile.LITELLM, """
                {"gpt-x": {"input_cost_per_token": 1e-6, "input_cost_per_token": 2e-6}}""", ", model 'gpt-x': key 'input_cost_per_token' is there twice");
        assertFails(PriceFile.GENAI_PRICES, """
                [{"id": "p", "models": [{"id": "m", "prices": {"input_mtok": 1, "input_mtok": 2}}]}]""", ", model 'm': key 'input_mtok' is there twice");
    }

    @Test
    void read_whenNestingIsEndless_namesTheLimit() throws IOException {
        assertFails(PriceFile.LITELLM, "{\"a\": {\"x\": " + "[".repeat(5_000), "goes over a limit, line 1");
    }

    @Test
    void read_whenANumberIsEndless_namesTheLimit() throws IOException {
        assertFails(
                PriceFile.LITELLM,
                "{\"a\": {\"input_cost_per_token\": 0." + "1".repeat(5_000) + "}}",
                "goes over a limit, line 1");
    }

    @Test
    void read_whenTheFileIsGood_hasSourceWithoutDate() throws IOException {
        Path file = write("{\"gpt-x\": {\"litellm_provider\": \"openai\", \"input_cost_per_token\": 1e-6}}");

        assertThat(PriceFile.LITELLM.read(file))
                .singleElement()
                .satisfies(card -> assertThat(card.source()).isEqualTo(new PriceSource("litellm", null)));
    }

    private void assertFails(PriceFile format, String text, String message) throws IOException {
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
