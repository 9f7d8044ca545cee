package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CostspanPricesReaderTest {

    private static final String RATES = "\"rates\": {\"input_tokens\": {\"price\": \"1\", \"per\": 1000000}}";

    @Test
    void read_whenTheKeysOfTheFileAreInAnyOrder_appliesThemToEveryCard() {
        List<PriceCard> cards = read("""
                {"cards": [{"models": ["m"], "provider": "p", %s}], "currency": "EUR", "as_of": "2026-08-01",
                 "source": "acme", "format": "costspan-prices/1"}""".formatted(RATES));

        assertThat(cards).singleElement().satisfies(card -> {
            assertThat(card.id()).isEqualTo("acme:p/m");
            assertThat(card.source()).isEqualTo(new PriceSource("acme", LocalDate.of(2026, 8, 1)));
            assertThat(card.currency()).isEqualTo("EUR");
            assertThat(card.rate(Meter.INPUT_TOKENS)).isEqualTo(Rate.perMillion("1"));
            assertThat(card.unreadKeys()).isEmpty();
        });
    }

    @Test
    void read_whenADecimalIsANumber_takesItsText() {
        PriceCard card = card("\"rates\": {\"input_tokens\": {\"price\": 0.1000, \"per\": \"1E+3\"}}");

        assertThat(card.rate(Meter.INPUT_TOKENS)).isEqualTo(new Rate(new BigDecimal("0.1000"), new BigDecimal("1E+3")));
    }

    @Test
    void read_whenAValueIsNull_takesItAsAbsent() {
        PriceCard card = card(RATES + ", \"from\": null, \"to\": null, \"service_tier\": null, \"context\": null");

        assertThat(card.from()).isNull();
        assertThat(card.to()).isNull();
        assertThat(card.serviceTier()).isNull();
        assertThat(card.context()).isEqualTo(ContextRange.ANY);
    }

    @Test
    void read_whenACardNamesItsOwnSource_doesNotTakeTheFilesDate() {
        assertThat(card(RATES + ", \"source\": \"other\"").source()).isEqualTo(new PriceSource("other", null));
        assertThat(card(RATES + ", \"as_of\": \"2026-09-01\"").source())
                .isEqualTo(new PriceSource("acme", LocalDate.of(2026, 9, 1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"surcharge\": {\"a\": [1]}                                             | surcharge",
                "\"context\": {\"above\": 5, \"unit\": \"tokens\"}                       | context.unit",
                "\"multipliers\": [{\"option\": \"o\", \"value\": \"v\", \"factor\": 2, \"until\": 1}] | multipliers[0].until",
                "\"graduated\": {\"output_tokens\": [{\"price\": 1, \"per\": 1, \"floor\": 1}]} | graduated.output_tokens[0].floor",
                "\"graduated\": {\"hologram_tokens\": [{\"price\": 1, \"per\": 1}]}      | graduated.hologram_tokens",
                "\"unknown_rates\": [\"hologram_tokens\"]                                | unknown_rates.hologram_tokens",
                "\"unread_keys\": [\"tiered_pricing\"]                                   | tiered_pricing"
            })
    void read_whenAKeyIsUnknown_flagsTheCardAlone(String key, String unread) {
        List<PriceCard> cards = read(file("{\"id\": \"a\", \"provider\": \"p\", \"models\": [\"a\"], " + RATES + ", "
                + key + "}, {\"id\": \"b\", \"provider\": \"p\", \"models\": [\"b\"], " + RATES + "}"));

        assertThat(cards.get(0).unreadKeys()).containsExactly(unread);
        assertThat(cards.get(1).unreadKeys()).isEmpty();
        assertThat(price(cards.get(0), Usage.tokens(1_000_000, 0)).status()).isEqualTo(CostStatus.PARTIAL);
        assertThat(price(cards.get(1), Usage.tokens(1_000_000, 0)).status()).isEqualTo(CostStatus.PRICED);
    }

    @Test
    void read_whenAMeterIsUnknown_pricesTheRestInPart() {
        PriceCard card = card("\"rates\": {\"hologram_tokens\": {\"price\": \"7\", \"per\": 1}, "
                + "\"input_tokens\": {\"price\": \"1\", \"per\": 1000000, \"minimum\": 3}}");

        assertThat(card.unreadKeys()).containsExactly("rates.hologram_tokens", "rates.input_tokens.minimum");
        Cost cost = price(card, Usage.tokens(1_000_000, 0));
        assertThat(cost.amount()).isEqualByComparingTo("1");
        assertThat(cost.status()).isEqualTo(CostStatus.PARTIAL);
    }

    @Test
    void read_whenEveryMeterIsUnknown_keepsTheModelWithoutAPrice() {
        PriceCard card = card("\"rates\": {\"hologram_tokens\": {\"price\": \"7\", \"per\": 1}}");

        assertThat(card.unreadKeys()).containsExactly("rates.hologram_tokens");
        Cost cost = price(card, Usage.tokens(1_000_000, 10));
        assertThat(cost.amount()).isNull();
        assertThat(cost.unpricedReason()).isEqualTo(UnpricedReason.MISSING_RATE);
    }

    @Test
    void read_whenAKeyOfTheFileIsUnknown_flagsEveryCard() {
        List<PriceCard> cards = read("""
                {"format": "costspan-prices/1", "source": "acme", "discount": "0.9", "note": "n", "$schema": "s",
                 "cards": [{"id": "a", "provider": "p", "models": [], %s}, {"id": "b", "provider": "p", "models": [], %s}]}""".formatted(RATES, RATES));

        assertThat(cards)
                .hasSize(2)
                .allSatisfy(card -> assertThat(card.unreadKeys()).containsExactly("discount"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"source\": \"a\", \"cards\": []}                                  | key 'format' is missing; it must be 'costspan-prices/1'",
                "{\"format\": \"costspan-prices/2\", \"cards\": 7}                   | key 'format' must be 'costspan-prices/1', the version that is read, but is 'costspan-prices/2'",
                "{\"format\": \"costspan-prices/1\", \"cards\": []}                  | key 'source' is missing; it says whose prices these are",
                "{\"format\": \"costspan-prices/1\", \"format\": \"costspan-prices/1\"} | key 'format' is there twice",
                "{\"format\": \"costspan-prices/1\", \"as_of\": \"soon\"}            | key 'as_of' must be a date such as 2026-08-01, but is 'soon'",
                "{\"format\": \"costspan-prices/1\", \"currency\": \"dollar\"}       | key 'currency': currency must be an ISO 4217 code such as USD, but is 'dollar'",
                "{\"format\": \"costspan-prices/1\", \"cards\": {}}                  | key 'cards' must be an array, but is an object",
                "{\"format\": \"costspan-prices/1\", \"cards\": [5]}                 | card 1 must be an object, but is a number",
                "[]                                                                  | the file must be an object, but is an array"
            })
    void read_whenTheFileIsWrong_saysWhatAndHow(String text, String message) {
        assertFails(text, "price file prices.json: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"from\": \"2026-08-01\"               | key 'from' must be an instant such as 2026-08-01T00:00:00Z, but is '2026-08-01'",
                "\"region\": 5                          | key 'region' must be a string, but is a number",
                "\"options\": {\"size\": 1024}          | key 'options.size' must be a string, but is a number",
                "\"options\": {\"a\": \"1\", \"a\": \"2\"} | key 'options.a' is there twice",
                "\"context\": {\"measure\": \"total\"}  | key 'context.measure' must be one of [INPUT, UNCACHED_INPUT, OUTPUT], but is 'total'",
                "\"context\": {\"above\": 1.5}          | key 'context.above' must be a whole number below 2^63, but is 1.5",
                "\"context\": {\"up_to\": -1}           | key 'context.up_to' must not be negative, but is -1",
                "\"context\": {\"above\": 9, \"up_to\": 9} | key 'context': a range of more than 9 and at most 9 tokens holds no request",
                "\"windows\": [{\"from\": \"25:00\"}]   | key 'windows[0].from' must be a time of day such as 01:00, but is '25:00'",
                "\"windows\": [{\"zone\": \"Mars\"}]    | key 'windows[0].zone' must be a time zone such as UTC or Asia/Shanghai, but is 'Mars'",
                "\"windows\": [{\"days\": []}]          | key 'windows[0].from' is missing",
                "\"windows\": [{\"days\": [], \"from\": \"01:00\", \"to\": \"02:00\", \"zone\": \"UTC\"}] | key 'windows[0]': a time window needs at least one day of the week",
                "\"windows\": [{\"days\": [\"FUNDAY\"], \"from\": \"01:00\", \"to\": \"02:00\", \"zone\": \"UTC\"}] | key 'windows[0].days' must be one of [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY], but is 'FUNDAY'",
                "\"multipliers\": [{\"option\": \"o\", \"value\": \"v\"}] | key 'multipliers[0].factor' is missing",
                "\"multipliers\": [{\"option\": \"o\", \"value\": \"v\", \"factor\": \"0\"}] | key 'multipliers[0]': the multiplier for o=v must be positive, but is 0",
                "\"models\": \"m\"                      | key 'models' is there twice",
                "\"rates\": {}                          | key 'rates' is there twice",
                "\"currency\": \"euro\"                 | currency must be an ISO 4217 code such as USD, but is 'euro'",
                "\"to\": \"2026-01-01T00:00:00Z\", \"from\": \"2026-01-01T00:00:00Z\" | price card 'c' is valid from 2026-01-01T00:00:00Z to 2026-01-01T00:00:00Z, which is never",
                "\"graduated\": {\"input_tokens\": [{\"up_to\": 5, \"price\": 1, \"per\": 1}]} | the steps of input_tokens on price card 'c' must end at rising units",
                "\"graduated\": {\"input_tokens\": []}  | price card 'c' has no step for input_tokens"
            })
    void read_whenAValueIsWrong_namesFileCardKeyAndValue(String key, String message) {
        assertFails(
                file("{\"id\": \"c\", \"provider\": \"p\", \"models\": [\"m\"], " + RATES + ", " + key + "}"),
                "price file prices.json, card 'c': " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"-1\"             | .price' must not be negative, but is -1",
                "\"1,5\"            | .price' must be a number, but is '1,5'",
                "\"\"               | .price' must be a number, but is ''",
                "\"\u0663\"         | .price' must be a number, but is '\u0663'",
                "\"NaN\"            | .price' must be a number, but is 'NaN'",
                "NaN                | .price' must be a finite number, but is NaN",
                "true               | .price' must be a number, but is 'true'",
                "\"1e999999999\"    | .price' has more than 60 digits: 1e999999999",
                "null               | .price' is missing"
            })
    void read_whenAPriceIsNone_namesModelKeyAndValue(String price, String message) {
        assertFails(
                file(
                        "{\"provider\": \"p\", \"models\": [\"gpt-x\"], \"rates\": {\"input_tokens\": {\"per\": 1, \"price\": "
                                + price + "}}}"),
                "price file prices.json, model 'gpt-x': key 'rates.input_tokens" + message);
    }

    @Test
    void read_whenADecimalIsEndless_doesNotReadIt() {
        assertFails(
                file(
                        "{\"provider\": \"p\", \"models\": [\"m\"], \"rates\": {\"input_tokens\": {\"per\": 1, \"price\": \""
                                + "9".repeat(1_000_000) + "\"}}}"),
                "key 'rates.input_tokens.price' must be a number, but is '" + "9".repeat(60) + "…'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"per\": 0, \"price\": 1", "\"per\": 0, \"price\": \"0\""})
    void read_whenARateIsForNoUnits_saysSo(String rate) {
        assertFails(
                file("{\"provider\": \"p\", \"models\": [], \"rates\": {\"requests\": {" + rate + "}}}"),
                "price file prices.json, card 1: key 'rates.requests': per must be positive, but is 0");
    }

    @Test
    void read_whenARateIsNull_doesNotTakeItAsAbsent() {
        assertFails(
                file("{\"provider\": \"p\", \"models\": [], \"rates\": {\"requests\": null}}"),
                "key 'rates.requests' must be an object, but is null");
    }

    @Test
    void read_whenACardLacksWhatItNeeds_saysWhat() {
        assertFails(
                file("{\"provider\": \"p\", " + RATES + "}"),
                "card 1: the card needs the keys 'provider' and 'models'");
        assertFails(
                file("{\"models\": [\"m\"], " + RATES + "}"),
                "model 'm': the card needs the keys 'provider' and 'models'");
        assertFails(file("{\"provider\": \"p\", \"models\": [\"m\"]}"), "price card 'acme:p/m' has no rate");
        assertFails(file("{\"provider\": \" \", \"models\": [\"m\"], " + RATES + "}"), "needs a provider");
    }

    @Test
    void read_whenTwoCardsHaveOneId_namesIt() {
        String card = "{\"provider\": \"p\", \"models\": [\"m\"], " + RATES + "}";

        assertFails(
                file(card + ", " + card),
                "model 'm': its id 'acme:p/m' is there twice; give each card an id of its own");
    }

    @Test
    void detect_whenTheFileSaysItsFormat_findsIt() {
        assertThat(detect(file(""))).isEqualTo(PriceFormat.COSTSPAN);
        assertThat(detect("{\"cards\": [], \"format\": \"costspan-prices/9\"}")).isEqualTo(PriceFormat.COSTSPAN);
        assertThat(detect("{\"sample_spec\": {}, \"format\": {}}")).isEqualTo(PriceFormat.LITELLM);
        assertThat(detect("[]")).isEqualTo(PriceFormat.GENAI_PRICES);
        assertThatThrownBy(() -> detect("\"costspan-prices/1\"")).hasMessageContaining("it is no price list");
        assertThatThrownBy(() -> detect("<html>")).hasMessageContaining("is not JSON");
        assertThatThrownBy(() -> detect("{\"cards\": [")).hasMessageContaining("ends too early");
        assertThatThrownBy(() -> detect("")).hasMessageContaining("it is no price list");
    }

    @Test
    void detect_whenTheFileIsOnDisk_findsIt(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("prices.json"), file(""));

        assertThat(PriceFormat.detect(file)).isEqualTo(PriceFormat.COSTSPAN);
        assertThat(PriceFormat.COSTSPAN.read(file)).isEmpty();
    }

    @Test
    void card_whenAnObjectStandsAlone_isTheCardOfProviderAndModel() {
        List<PriceCard> cards = PriceFormat.COSTSPAN.card(
                "p", "m", "{\"service_tier\": \"batch\", \"currency\": \"EUR\", " + RATES + "}");

        assertThat(cards).singleElement().satisfies(card -> {
            assertThat(card.id()).isEqualTo("application:p/m;batch");
            assertThat(card.models()).containsExactly("m");
            assertThat(card.currency()).isEqualTo("EUR");
            assertThat(card.rate(Meter.INPUT_TOKENS)).isEqualTo(Rate.perMillion("1"));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                     | price card 'application:p/m' has no rate",
                "{\"provider\": \"q\"}  | key 'provider' is stated beside the card; leave it out",
                "{\"models\": []}       | key 'models' is stated beside the card; leave it out",
                "{\"from\": \"soon\"}   | key 'from' must be an instant such as 2026-08-01T00:00:00Z, but is 'soon'",
                "[]                     | the card must be an object, but is an array"
            })
    void card_whenTheObjectIsWrong_namesProviderModelAndWhy(String json, String why) {
        assertThatThrownBy(() -> PriceFormat.COSTSPAN.card("p", "m", json))
                .isInstanceOf(PriceFileException.class)
                .hasMessage("price card of provider 'p', model 'm': " + why);
    }

    @Test
    void write_whenANumberHasTooManyDigits_namesTheCard() {
        PriceCard card = PriceCard.builder("p", "m")
                .perMillion(Meter.INPUT_TOKENS, "0." + "1".repeat(61))
                .build();

        assertThatThrownBy(() -> CostspanPricesWriter.write(List.of(card)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("card 'application:p/m': key 'price' has more digits than a price file may");
    }

    @Test
    void write_whenThereIsNoCard_says() {
        assertThatThrownBy(() -> CostspanPricesWriter.write(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one card");
    }

    private static PriceFormat detect(String text) {
        return PriceFormat.detect("prices.json", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Cost price(PriceCard card, Usage usage) {
        return card.price(Operation.CHAT, usage, Conditions.NONE, CostSource.CATALOG);
    }

    private static PriceCard card(String keys) {
        return read(file("{\"provider\": \"p\", \"models\": [\"m\"], " + keys + "}"))
                .get(0);
    }

    private static String file(String cards) {
        return "{\"format\": \"costspan-prices/1\", \"source\": \"acme\", \"as_of\": \"2026-08-01\", \"cards\": ["
                + cards + "]}";
    }

    private static List<PriceCard> read(String text) {
        return PriceFormat.COSTSPAN.read("prices.json", text.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertFails(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(PriceFileException.class)
                .hasMessageStartingWith("price file prices.json")
                .hasMessageContaining(message);
    }
}
