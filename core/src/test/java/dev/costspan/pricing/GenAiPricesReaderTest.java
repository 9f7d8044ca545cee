package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenAiPricesReaderTest {

    @TempDir
    private Path directory;

    private final PriceFileLog log = new PriceFileLog();

    @Test
    void read_whenAModelHasPrices_readsThemWithTheirDivisors() throws IOException {
        PriceCard card = one("x-ai", """
                {"id": "m", "match": {"equals": "m"}, "prices": {"input_mtok": 1.25, "output_mtok": 10, "cache_read_mtok": 0.125,
                  "cache_write_mtok": 2, "cache_write_1h_mtok": 4, "output_reasoning_mtok": 11, "requests_kcount": 5,
                  "web_searches_kcount": 10, "input_audio_mtok": 3}}""");

        assertThat(card.provider()).isEqualTo("x_ai");
        assertThat(card.rate(Meter.INPUT_TOKENS)).isEqualTo(Rate.perMillion("1.25"));
        assertThat(card.rate(Meter.OUTPUT_TOKENS)).isEqualTo(Rate.perMillion("10"));
        assertThat(card.rate(Meter.CACHE_READ_TOKENS)).isEqualTo(Rate.perMillion("0.125"));
        assertThat(card.rate(Meter.CACHE_WRITE_TOKENS)).isEqualTo(Rate.perMillion("2"));
        assertThat(card.rate(Meter.CACHE_WRITE_1H_TOKENS)).isEqualTo(Rate.perMillion("4"));
        assertThat(card.rate(Meter.OUTPUT_REASONING_TOKENS)).isEqualTo(Rate.perMillion("11"));
        assertThat(card.rate(Meter.REQUESTS)).hasToString("5 per 1000");
        assertThat(card.rate(Meter.WEB_SEARCHES)).hasToString("10 per 1000");
        assertThat(card.rate(Meter.INPUT_AUDIO_TOKENS)).isEqualTo(Rate.perMillion("3"));
        assertThat(card.unreadKeys()).isEmpty();
    }

    @Test
    void read_whenTheMatchHasPatterns_takesOnlyExactNames() throws IOException {
        PriceCard card = one("openai", """
                {"id": "gpt-5.4", "match": {"or": [{"equals": "gpt-5.4-2026-03-05"}, {"starts_with": "gpt-5.4-"},
                    {"contains": "5.4"}, {"regex": "^gpt"}, {"or": [{"equals": "gpt-5-4"}]}]},
                  "prices": {"input_mtok": 1}}""");

        assertThat(card.models()).containsExactly("gpt-5.4", "gpt-5.4-2026-03-05", "gpt-5-4");
    }

    @Test
    void read_whenAnAliasIsTaken_itStaysWithItsOwner() throws IOException {
        List<PriceCard> cards = read("openai", """
                {"id": "a", "match": {"or": [{"equals": "b"}, {"equals": "c"}]}, "prices": {"input_mtok": 1}},
                {"id": "b", "match": {"or": [{"equals": "c"}, {"equals": "d"}]}, "prices": {"input_mtok": 2}}""");

        assertThat(cards).extracting(PriceCard::models).containsExactly(List.of("a", "c"), List.of("b", "d"));
        assertThat(log.overruled())
                .containsExactly("openai b: not taken as an alias of 'a'", "openai c: not taken as an alias of 'b'");
    }

    @Test
    void read_whenAPriceHasTiers_makesACardForEachRange() throws IOException {
        List<PriceCard> cards = read("google", """
                {"id": "gemini-2.5-pro", "prices": {
                  "input_mtok": {"base": 1.25, "tiers": [{"start": 200000, "price": 2.5}, {"start": 500000, "price": 3}]},
                  "output_mtok": {"base": 10, "tiers": [{"start": 200000, "price": 15}]}, "cache_read_mtok": 0.125}}""");

        assertThat(cards)
                .extracting(card ->
                        card.context().above() + ".." + card.context().upTo() + " " + card.rate(Meter.INPUT_TOKENS)
                                + ", " + card.rate(Meter.OUTPUT_TOKENS) + ", " + card.rate(Meter.CACHE_READ_TOKENS))
                .containsExactly(
                        "-1..200000 1.25 per 1000000, 10 per 1000000, 0.125 per 1000000",
                        "200000..500000 2.5 per 1000000, 15 per 1000000, 0.125 per 1000000",
                        "500000.." + Long.MAX_VALUE + " 3 per 1000000, 15 per 1000000, 0.125 per 1000000");
        assertThat(cards).allSatisfy(card -> assertThat(card.provider()).isEqualTo("gcp.gemini"));
    }

    @Test
    void read_whenPricesChangeOnADate_makesIntervalsFromMidnightUtc() throws IOException {
        List<PriceCard> cards = read("anthropic", """
                {"id": "m", "prices": [{"prices": {"input_mtok": 1}},
                  {"constraint": {"start_date": "2026-09-01"}, "prices": {"input_mtok": 3}},
                  {"constraint": {"start_date": "2026-03-13"}, "prices": {"input_mtok": 2}}]}""");

        // of the entries that have started the last one wins, so the later line hides the one before it
        assertThat(cards)
                .extracting(card -> card.from() + " " + card.to() + " "
                        + card.rate(Meter.INPUT_TOKENS).price())
                .containsExactly(
                        "null 2026-03-13T00:00:00Z 1",
                        "2026-03-13T00:00:00Z 2026-09-01T00:00:00Z 2",
                        "2026-09-01T00:00:00Z null 2");
    }

    @Test
    void read_whenThereIsNoPriceBeforeADate_hasNoCardBefore() throws IOException {
        PriceCard card = one("anthropic", """
                {"id": "m", "prices": [{"constraint": {"start_date": "2026-09-01"}, "prices": {"input_mtok": 3}}]}""");

        assertThat(card.from()).isEqualTo(Instant.parse("2026-09-01T00:00:00Z"));
        assertThat(card.to()).isNull();
    }

    @Test
    void read_whenPricesDependOnTheTimeOfDay_theLastThatHoldsWins() throws IOException {
        List<PriceCard> cards = read("deepseek", """
                {"id": "m", "prices": [{"prices": {"input_mtok": 1}},
                  {"constraint": {"start_time": "22:00:00Z", "end_time": "06:00:00Z"}, "prices": {"input_mtok": 2}},
                  {"constraint": {"start_time": "04:00:00Z", "end_time": "08:00:00Z"}, "prices": {"input_mtok": 3}}]}""");

        assertThat(cards)
                .extracting(card -> card.rate(Meter.INPUT_TOKENS).price() + " " + hours(card.windows()))
                .containsExactlyInAnyOrder("1 []", "2 [22:00-04:00]", "3 [04:00-06:00, 06:00-08:00]");
        assertThat(cards).allSatisfy(card -> assertThat(card.unreadKeys()).isEmpty());
    }

    @Test
    void read_whenAPriceHasADateAndHours_combinesThem() throws IOException {
        List<PriceCard> cards = read("deepseek", """
                {"id": "m", "prices": [{"prices": {"input_mtok": 1}},
                  {"constraint": {"start_date": "2026-03-01", "start_time": "09:00:00+08:00", "end_time": "12:00:00+08:00"},
                   "prices": {"input_mtok": 2}}]}""");

        assertThat(cards)
                .extracting(card -> card.rate(Meter.INPUT_TOKENS).price() + " " + card.from() + " " + card.to() + " "
                        + hours(card.windows()))
                .containsExactlyInAnyOrder(
                        "1 null 2026-03-01T00:00:00Z []",
                        "1 2026-03-01T00:00:00Z null []",
                        "2 2026-03-01T00:00:00Z null [01:00-04:00]");
    }

    @Test
    void read_whenSomeHoursHaveNoPrice_hasNoCardThere() throws IOException {
        List<PriceCard> cards = read("p", """
                {"id": "m", "prices": [{"prices": {"input_mtok": 1}},
                  {"constraint": {"start_time": "02:00:00Z", "end_time": "03:00:00Z"}, "prices": {}}]}""");

        assertThat(cards)
                .singleElement()
                .satisfies(card -> assertThat(hours(card.windows())).isEqualTo("[03:00-02:00]"));
    }

    @Test
    void read_whenAConstraintIsNotKnown_isPartialAtTheOtherPrices() throws IOException {
        PriceCard card = one("p", """
                {"id": "m", "prices": [{"prices": {"input_mtok": 1}},
                  {"constraint": {"weather": "rain"}, "prices": {"input_mtok": 2}}]}""");

        assertThat(card.rate(Meter.INPUT_TOKENS)).isEqualTo(Rate.perMillion("1"));
        assertThat(card.unreadKeys()).containsExactly("constraint.weather");
    }

    @Test
    void read_whenAKeyIsNotKnown_isPartial() throws IOException {
        PriceCard card = one("p", """
                {"id": "m", "prices": {"input_mtok": {"base": 1, "per_day": 3}, "dream_mtok": 2, "output_citation_mtok": 1}}""");

        assertThat(card.unreadKeys()).containsExactly("dream_mtok", "input_mtok.per_day");
    }

    @Test
    void unit_whenTheRegistryHasIt_isItsMeterAndDivisor() {
        Map<String, String> registry = new TreeMap<>();
        Map<String, String> read = new TreeMap<>();
        RawUnits.byPriceKey().forEach((key, unit) -> registry.put(key, unit[0] + " " + unit[1]));
        GenAiPricesKey.all().forEach((key, value) -> read.put(key, value.meter().id() + " " + value.per()));

        assertThat(registry).hasSize(59);
        assertThat(read).isEqualTo(registry);
    }

    @Test
    void read_whenTheListSaysThatARequestFeeVaries_isPartialWithoutTheFee() throws IOException {
        PriceCard card = one("perplexity", """
                {"id": "sonar", "prices": {"input_mtok": 1, "output_mtok": 1, "requests_kcount": 12}}""");

        assertThat(card.rate(Meter.REQUESTS)).isNull();
        assertThat(card.unreadKeys()).containsExactly("requests_kcount");
    }

    @Test
    void read_whenAModelHasNoPrice_isLeftOut() throws IOException {
        assertThat(read("p", """
                {"id": "a", "prices": {}}, {"id": "b", "prices": {"input_mtok": null}}, {"id": "c"}""")).isEmpty();
        assertThat(log.leftOut()).containsEntry(PriceFileLog.Reason.NO_PRICE, List.of("p/a", "p/b", "p/c"));
    }

    @Test
    void read_whenGoogleListsClaude_isOfVertex() throws IOException {
        assertThat(one("google", """
                {"id": "claude-opus-5", "prices": {"input_mtok": 5}}""").provider()).isEqualTo("gcp.vertex_ai");
    }

    private static String hours(List<TimeWindow> windows) {
        return windows.stream()
                .map(window -> window.from() + "-" + window.to())
                .toList()
                .toString();
    }

    private PriceCard one(String provider, String models) throws IOException {
        List<PriceCard> cards = read(provider, models);
        assertThat(cards).hasSize(1);
        return cards.get(0);
    }

    private List<PriceCard> read(String provider, String models) throws IOException {
        Path file = Files.writeString(
                directory.resolve("genai.json"),
                "[{\"name\": \"P\", \"id\": \"" + provider + "\", \"models\": [" + models + "]}]");
        return PriceFormat.GENAI_PRICES.read(file, new PriceSource("genai-prices", null), log);
    }
}
