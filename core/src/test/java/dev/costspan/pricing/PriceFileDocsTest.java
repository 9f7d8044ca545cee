package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonToken;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The worked example of docs/price-file.md, and the keys of its schema. */
class PriceFileDocsTest {

    private static final Path DOCS = Path.of("../docs");
    private static final Instant DAY = Instant.parse("2026-08-05T09:00:00Z");

    /** 02:30 of a Thursday in Shanghai. */
    private static final Instant NIGHT = Instant.parse("2026-08-05T18:30:00Z");

    /** The table below the example, by hand. */
    @Test
    void example_whenItsRequestsArePriced_costsWhatTheTableSays() throws IOException {
        Usage cached = Usage.builder()
                .inputTokens(10_000)
                .outputTokens(1_000)
                .quantity(Meter.CACHE_READ_TOKENS, 8_000)
                .quantity(Meter.WEB_SEARCHES, 2)
                .build();
        Usage plain = Usage.tokens(10_000, 1_000);

        assertCost("acme-large", Conditions.NONE, DAY, cached, "0.037", "acme-large");
        assertCost("acme-large", Conditions.NONE.option("inference_geo", "us"), DAY, plain, "0.0385", "acme-large");
        assertCost("acme-large", Conditions.NONE, DAY, Usage.tokens(300_000, 1_000), "1.515", "acme-large long");
        assertCost("acme-small", Conditions.NONE, DAY, Usage.tokens(150_000, 500), "0.174", "acme-small");
        // (10,000 x 1.25 + 1,000 x 5) / 1e6
        assertCost("acme-large-2026-08-01", Conditions.NONE, NIGHT, plain, "0.0175", "acme-large night");
        Cost images = book().price(
                        Operation.IMAGE,
                        "acme",
                        "acme-image",
                        Conditions.NONE.option("size", "1024x1024"),
                        DAY,
                        Usage.of(Meter.OUTPUT_IMAGES, 3));
        assertThat(images.amount()).isEqualByComparingTo("0.12");
        assertThat(images.status()).isEqualTo(CostStatus.PRICED);
    }

    @Test
    void example_whenRead_flagsNothing() throws IOException {
        assertThat(example()).hasSize(5).allSatisfy(card -> {
            assertThat(card.unreadKeys()).isEmpty();
            assertThat(card.asOf()).isEqualTo("2026-08-01");
        });
    }

    /** No key takes true, so that a key the reader knows is an error, and one it does not is noted. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "properties                                                   | {~}",
                "$defs/card/properties                                        | {\"format\": \"costspan-prices/1\", \"source\": \"s\", \"cards\": [{~}]}",
                "$defs/card/properties/context/properties                     | {\"format\": \"costspan-prices/1\", \"source\": \"s\", \"cards\": [{\"context\": {~}}]}",
                "$defs/card/properties/windows/items/properties               | {\"format\": \"costspan-prices/1\", \"source\": \"s\", \"cards\": [{\"windows\": [{~}]}]}",
                "$defs/card/properties/multipliers/items/properties           | {\"format\": \"costspan-prices/1\", \"source\": \"s\", \"cards\": [{\"multipliers\": [{~}]}]}",
                "$defs/rate/properties                                        | {\"format\": \"costspan-prices/1\", \"source\": \"s\", \"cards\": [{\"rates\": {\"requests\": {~}}}]}",
                "$defs/card/properties/graduated/additionalProperties/items/properties | {\"format\": \"costspan-prices/1\", \"source\": \"s\", \"cards\": [{\"graduated\": {\"requests\": [{~}]}}]}"
            })
    void schema_whenItNamesAKey_isOneTheReaderKnows(String where, String around) throws IOException {
        Set<String> keys = schemaKeys(where);

        assertThat(keys).isNotEmpty();
        for (String key : keys) {
            String text = around.replace("~", "\"" + key + "\": true");
            assertThatThrownBy(() -> read(text))
                    .as(key)
                    .isInstanceOf(PriceFileException.class)
                    .hasMessageMatching(".*key '[^']*" + Pattern.quote(key) + "' must be .*");
        }
    }

    @Test
    void schema_whenACardHasEverything_namesEveryKeyThatIsWritten() throws IOException {
        String text = CostspanPricesWriter.write(List.of(
                PriceCard.free("p", "first"),
                PriceCard.builder("p", "m")
                        .source(new PriceSource("s", LocalDate.of(2026, 8, 1)))
                        .currency("EUR")
                        .from(DAY)
                        .to(NIGHT)
                        .serviceTier("batch")
                        .region("eu")
                        .option("size", "big")
                        .context(ContextRange.inputAbove(5))
                        .window(TimeWindow.daily(LocalTime.NOON, LocalTime.MIDNIGHT, ZoneOffset.UTC))
                        .multiplier(Multiplier.when("o", "v", "2"))
                        .perMillion(Meter.INPUT_TOKENS, "1")
                        .graduated(Meter.OUTPUT_TOKENS, List.of(new RateStep(null, Rate.perMillion("1"))))
                        .unknownRate(Meter.CACHE_READ_TOKENS)
                        .unreadKeys(List.of("k"))
                        .build()));

        Set<String> written = new TreeSet<>();
        Matcher key = Pattern.compile("^ {6}\"([a-z_]+)\" :", Pattern.MULTILINE).matcher(text);
        while (key.find()) {
            written.add(key.group(1));
        }
        Set<String> inSchema = schemaKeys("$defs/card/properties");
        inSchema.remove("note");
        assertThat(written).isEqualTo(inSchema);
    }

    private static void assertCost(
            String model, Conditions conditions, Instant at, Usage usage, String amount, String card)
            throws IOException {
        Cost cost = book().price(Operation.CHAT, "acme", model, conditions, at, usage);

        assertThat(cost.amount()).isEqualByComparingTo(amount);
        assertThat(cost.status()).isEqualTo(CostStatus.PRICED);
        assertThat(cost.card().id()).isEqualTo(card);
    }

    private static PriceBook book() throws IOException {
        return new LayeredPriceBook(
                List.of(new LayeredPriceBook.Layer(CostSource.CATALOG, new CardIndex(example()))), ModelAliases.NONE);
    }

    private static List<PriceCard> example() throws IOException {
        String page = Files.readString(DOCS.resolve("price-file.md"));
        int start = page.indexOf("```json\n") + "```json\n".length();
        return read(page.substring(start, page.indexOf("```", start)));
    }

    private static List<PriceCard> read(String text) {
        return PriceFormat.COSTSPAN.read("prices.json", text.getBytes(StandardCharsets.UTF_8));
    }

    /** The keys of the object at a path of the schema. */
    private static Set<String> schemaKeys(String path) throws IOException {
        byte[] schema = Files.readAllBytes(DOCS.resolve("price-file.schema.json"));
        try (PriceJson json = PriceJson.of("price-file.schema.json", schema)) {
            json.expect(JsonToken.START_OBJECT, "the schema");
            for (String part : path.split("/")) {
                String key = json.nextKey();
                while (!part.equals(key)) {
                    json.skip();
                    key = json.nextKey();
                }
            }
            Set<String> keys = new TreeSet<>();
            for (String key = json.nextKey(); key != null; key = json.nextKey()) {
                keys.add(key);
                json.skip();
            }
            return keys;
        }
    }
}
