package dev.costspan.testing;

import static dev.costspan.testing.CostspanAssertions.assertThat;
import static dev.costspan.testing.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.attribution.Attribution;
import dev.costspan.outcome.Outcome;
import dev.costspan.outcome.OutcomeAccount;
import dev.costspan.outcome.Waste;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.CostSource;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineFileTest {

    @TempDir
    Path directory;

    private Path path;
    private BaselineFile file;

    @BeforeEach
    void choose() {
        path = directory.resolve("costs.json");
        file = new BaselineFile(path);
    }

    @Test
    void write_whenReadAgain_isTheSame() {
        Baseline baseline = Baseline.of(List.of(
                SpentOperation.of(statedWithWaste(), List.of()),
                spent(Shop.open().refused()),
                spent(Shop.open().ask(Operation.CHAT, "euro", "modele", Usage.tokens(7, 3)))));

        file.write(baseline);

        assertThat(file.read()).isEqualTo(baseline);
        assertThat(baseline.rows("case"))
                .singleElement()
                .satisfies(row -> assertThat(row.thrownAway()).isEqualByComparingTo("0.25"))
                .satisfies(row -> assertThat(row.prices()).containsExactly("stated, provider"));
    }

    @Test
    void read_whenThereIsNoFile_isNothing() {
        assertThat(file.read()).isNull();
    }

    /** In each, a part of a good file is replaced. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            "costspan-baseline/1"; "costspan-baseline/2"; line 2, field /format: must be 'costspan-baseline/1', the one that this version of Costspan reads, but is 'costspan-baseline/2'
            "operation" : "chat"; "operation" : "chatter"; line 7, field /outcomes/0/rows/0/operation: is no operation: 'chatter'
            "operation" : "chat"; "operation" : 7; line 7, field /outcomes/0/rows/0/operation: must be a string, but is a whole number
            "provider" : "acme"; "provider" : " "; line 8, field /outcomes/0/rows/0/provider: must not be blank
            "provider" : "acme",; `` ; line 28, field /outcomes/0/rows/0: lacks the field 'provider'
            "operations" : 1; "operations" : 0; line 10, field /outcomes/0/rows/0/operations: must be at least 1, but is 0
            "operations" : 1; "operations" : 1.5; line 10, field /outcomes/0/rows/0/operations: must be a whole number, but is a fraction
            "operations" : 1; "operations" : 99999999999999999999; line 10, field /outcomes/0/rows/0/operations: must be a whole number below 2^63, but is 99999999999999999999
            "attempts" : 1; "attempts" : -1; line 11, field /outcomes/0/rows/0/attempts: must be at least 0, but is -1
            "tokens" : 1100; "toknes" : 1100; line 12, field /outcomes/0/rows/0/toknes: is no field that this version of Costspan knows
            "tokens" : 1100; "prompt" : "secret"; line 12, field /outcomes/0/rows/0/prompt: is no field that this version of Costspan knows
            "tokens" : 1100; "attempts" : 1; line 12, after field /outcomes/0/rows/0/attempts: is not JSON, or goes over a limit: Duplicate field 'attempts'
            "currency" : "USD"; "currency" : "usd"; line 13, field /outcomes/0/rows/0/currency: must be an ISO 4217 code such as USD, but is 'usd'
            "currency" : "USD",; `` ; line 28, field /outcomes/0/rows/0: has a cost, but lacks the field 'currency'
            "cost" : "0.0014"; "cost" : "0.0015"; line 28, field /outcomes/0/rows/0: has a cost of 0.0015, but its usage adds up to 0.0014
            "cost" : "0.0014"; "cost" : "1e9"; line 14, field /outcomes/0/rows/0/cost: must be a decimal number in quotes, but is '1e9'
            "cost" : "0.0014"; "cost" : "-0.0014"; line 14, field /outcomes/0/rows/0/cost: must not be negative, but is -0.0014
            "cost" : "0.0014"; "cost" : "0.0014", "thrown_away" : "0.01"; line 28, field /outcomes/0/rows/0: has thrown away 0.01, more than its cost of 0.0014
            "input_tokens"; "input_tokenz"; line 16, field /outcomes/0/rows/0/usage/input_tokenz: is no meter that this version of Costspan knows
            "quantity" : "1000",; ``; line 19, field /outcomes/0/rows/0/usage/input_tokens: lacks the field 'quantity'
            """)
    void read_whenTheFileIsBroken_namesFileLineAndField(String good, String bad, String message) throws IOException {
        file.write(Baseline.of(List.of(spent(Shop.open().chat(1000, 100)))));
        String text = Files.readString(path);
        assertThat(text).contains(good);
        Files.writeString(path, text.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad)));

        assertThatThrownBy(file::read)
                .isInstanceOf(BaselineException.class)
                .hasMessageStartingWith("baseline " + path + ", " + message);
        assertThat(messageOf(
                        () -> assertThat(Shop.open().chat(1000, 100).costs).matchesBaseline(CostBaseline.file(path))))
                .startsWith("Expecting this run to be no dearer than before, but baseline " + path + ", " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            ``; line 1, the file: must be an object, but is missing
            []; line 1, the file: must be an object, but is an array
            {}; line 1, the file: lacks the field 'format'
            {"format":"costspan-baseline/1"}; line 1, the file: lacks the field 'outcomes'
            {"format":"costspan-baseline/1","outcomes":[]} {}; line 1, the file: holds more than one JSON value
            {"format":"costspan-baseline/1","outcomes":[{"rows":[]},{"rows":[]}]}; line 1, field /outcomes/1: is the second outcome ''
            {"format":"costspan-baseline/1","outcomes":[{"name":"x"}]}; line 1, field /outcomes/0: lacks the field 'rows'
            {"format":"costspan-baseline/1","outcomes":[{"rows":{}}]}; line 1, field /outcomes/0/rows: must be an array, but is an object
            {"format":; line 1, after field /format: is not JSON, or goes over a limit: Unexpected end-of-input
            {"a":[[[[[[[[[[[; line 1, field /a: is no field that this version of Costspan knows
            """)
    void read_whenTheFileIsNoBaseline_saysWhereItStops(String text, String message) throws IOException {
        Files.writeString(path, text);

        assertThatThrownBy(file::read)
                .isInstanceOf(BaselineException.class)
                .hasMessageStartingWith("baseline " + path + ", " + message);
    }

    @Test
    void read_whenARowIsThereTwice_saysSo() throws IOException {
        String row = "{\"operation\":\"chat\",\"provider\":\"acme\",\"operations\":1}";
        Files.writeString(
                path, "{\"format\":\"costspan-baseline/1\",\"outcomes\":[{\"rows\":[" + row + "," + row + "]}]}");

        assertThatThrownBy(file::read)
                .hasMessage(
                        "baseline " + path + ", line 1, field /outcomes/0/rows/1: is the second row of this operation,"
                                + " provider, model and currency");
    }

    @Test
    void read_whenTheFileIsTooLarge_saysSo() throws IOException {
        Files.writeString(path, " ".repeat((int) BaselineFile.MOST_BYTES + 1));

        assertThatThrownBy(file::read)
                .hasMessage("baseline " + path + " has 1048577 bytes, more than the 1048576 that are read");
    }

    @Test
    void read_whenTheFileIsNoText_saysSo() throws IOException {
        Files.write(path, new byte[] {'{', (byte) 0xff, '}'});

        assertThatThrownBy(file::read).hasMessage("baseline " + path + " is not UTF-8");
    }

    @Test
    void read_whenAStringIsTooLong_saysSo() throws IOException {
        Files.writeString(path, "{\"format\":\"" + "x".repeat(1001) + "\"}");

        assertThatThrownBy(file::read)
                .isInstanceOf(BaselineException.class)
                .hasMessageContaining("line 1, field /format: ")
                .hasMessageContaining("1001");
    }

    @Test
    void write_whenThereIsNoPlaceForIt_saysSo() throws IOException {
        Files.writeString(directory.resolve("taken"), "");
        Path below = directory.resolve("taken/costs.json");

        assertThatThrownBy(() -> new BaselineFile(below).write(Baseline.of(List.of())))
                .isInstanceOf(BaselineException.class)
                .hasMessageStartingWith("baseline " + below + " cannot be written: ");
    }

    private static CostRecord statedWithWaste() {
        Cost cost = Cost.stated(Money.of("1.50", "USD"), CostSource.PROVIDER, Usage.UNKNOWN);
        Cost lost = Cost.stated(Money.of("0.25", "USD"), CostSource.PROVIDER, Usage.UNKNOWN);
        return CostRecord.builder(Operation.CHAT, "router", Instant.EPOCH)
                .cost(cost)
                .waste(Waste.of(cost, lost, Set.of()))
                .scope(Attribution.NONE, new OutcomeAccount(new Outcome("case", "1"), Attribution.NONE, null))
                .build();
    }

    private static SpentOperation spent(Shop shop) {
        return shop.costs.total().spent().get(0);
    }
}
