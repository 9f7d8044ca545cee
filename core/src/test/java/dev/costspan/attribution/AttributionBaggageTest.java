package dev.costspan.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.internal.BelowOperation;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributionBaggageTest {

    private static final Attribution ASKER = Attribution.builder()
            .team("support")
            .tenant("acme")
            .user("u-1")
            .tag("lane", "a")
            .tag("case", "9")
            .build();

    private final AttributionBaggage crossing = AttributionBaggage.allowing(
                    AttributionKey.TEAM, AttributionKey.TENANT, AttributionKey.OWNER)
            .andTags("lane");

    @Test
    void write_always_putsWhatIsAllowedAndSet() {
        assertThat(entries(crossing.write(Context.root().with(ASKER))))
                .isEqualTo(Map.of("costspan.team", "support", "costspan.tenant", "acme", "costspan.tag.lane", "a"));
    }

    @Test
    void write_whenEntriesAreThereAlready_replacesOursAndKeepsOthers() {
        Context context = with(Map.of(
                        "costspan.team", "older",
                        "costspan.user", "u-0",
                        "costspan.tag.case", "8",
                        "costspan.other", "not of an attribution",
                        "shop.region", "eu"))
                .with(ASKER);

        assertThat(entries(crossing.write(context)))
                .isEqualTo(Map.of(
                        "costspan.team", "support",
                        "costspan.tenant", "acme",
                        "costspan.tag.lane", "a",
                        "costspan.other", "not of an attribution",
                        "shop.region", "eu"));
    }

    @Test
    void write_whenNobodyAsks_keepsTheVeryContextOrTakesEntriesOut() {
        Context others = with(Map.of("shop.region", "eu"));

        assertThat(crossing.write(others)).isSameAs(others);
        assertThat(entries(crossing.write(with(Map.of("costspan.team", "older", "shop.region", "eu")))))
                .isEqualTo(Map.of("shop.region", "eu"));
    }

    @Test
    void write_belowAnOperation_putsNothingAndTakesOutWhatIsThere() {
        Context below = BelowOperation.with(
                with(Map.of("costspan.team", "older", "costspan.other", "x", "shop.region", "eu"))
                        .with(ASKER),
                "operation");

        assertThat(entries(crossing.write(below))).isEqualTo(Map.of("shop.region", "eu"));
    }

    @Test
    void write_whenAValueMayNotCross_leavesItOutAndCountsIt() {
        Attribution odd = Attribution.builder().team("a\nb").tenant("acme").build();

        assertThat(entries(crossing.write(Context.root().with(odd)))).isEqualTo(Map.of("costspan.tenant", "acme"));
        assertThat(crossing.dropped()).isEqualTo(1);
    }

    @Test
    void read_always_mergesUnderTheAttributionAndTakesEntriesOut() {
        Context context = with(Map.of(
                        "costspan.team", "remote",
                        "costspan.owner", "ann",
                        "costspan.tag.lane", "remote",
                        "costspan.user", "not allowed",
                        "costspan.tag.case", "not allowed",
                        "costspan.other", "not of an attribution",
                        "shop.region", "eu"))
                .with(Attribution.builder().team("local").build());

        Context read = crossing.read(context);

        assertThat(Attribution.from(read))
                .isEqualTo(Attribution.builder()
                        .team("local")
                        .owner("ann")
                        .tag("lane", "remote")
                        .build());
        assertThat(entries(read)).isEqualTo(Map.of("costspan.other", "not of an attribution", "shop.region", "eu"));
        assertThat(crossing.dropped()).isZero();
        assertThat(crossing.read(read)).isSameAs(read);
    }

    @Test
    void read_whenNothingIsAllowed_leavesTheAttributionAlone() {
        Context read = crossing.read(with(Map.of("costspan.user", "u-1")));

        assertThat(Attribution.from(read)).isSameAs(Attribution.NONE);
        assertThat(entries(read)).isEmpty();
    }

    static Stream<String> invalid() {
        return Stream.of(
                "",
                "  ",
                "x".repeat(257),
                "a\u0000b",
                "a\tb",
                "a\r\nb",
                "a\u007Fb",
                "a\u0085b",
                "a\u2028b",
                "a\uD83Db",
                "\uDCB8",
                "a\uFFFDb");
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("invalid")
    void read_whenAValueIsInvalid_dropsAndCountsItAndKeepsOthers(String value) {
        Context read = crossing.read(with(Map.of("costspan.team", value, "costspan.tenant", "acme")));

        assertThat(Attribution.from(read))
                .isEqualTo(Attribution.builder().tenant("acme").build());
        assertThat(crossing.dropped()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u00E9t\u00E9", "\uD83D\uDCB8 money", "a=b,c;d", "100%", " padded "})
    void propagator_whenAValueIsText_bringsItAcrossUnchanged(String value) {
        String long256 = "y".repeat(256);
        Map<String, String> headers = headers(Context.root()
                .with(Attribution.builder().team(value).tenant(long256).build()));

        assertThat(headers.keySet()).containsExactly("baggage");
        assertThat(Attribution.from(extract(headers)))
                .isEqualTo(Attribution.builder().team(value).tenant(long256).build());
    }

    @Test
    void limits_whenAllEntriesAreTooMuch_leaveOutWhatDoesNotFitInTheOrderOfTheKeys() {
        // team: 13 bytes of name, 2 around the value, 2 + 3 * 254 of value; tenant: 15 of name
        String spaced = "x" + " ".repeat(254) + "x";
        // of 2,048 bytes 488 are left, of which the owner's name needs 14 + 2
        String exact = "x" + " ".repeat(156) + "xxx";

        assertThat(entries(crossing.write(Context.root()
                        .with(Attribution.builder()
                                .team(spaced)
                                .tenant(spaced)
                                .owner(exact)
                                .tag("lane", "a")
                                .build()))))
                .containsOnlyKeys("costspan.team", "costspan.tenant", "costspan.owner");
        assertThat(crossing.dropped()).isEqualTo(1);
    }

    @Test
    void propagator_always_carriesWhatTheW3cOneCarries() {
        assertThat(crossing.propagator().fields()).containsExactly("baggage");
        assertThat(headers(with(Map.of("shop.region", "eu")).with(ASKER)))
                .isEqualTo(Map.of(
                        "baggage", "costspan.tag.lane=a,costspan.team=support,costspan.tenant=acme,shop.region=eu"));
        Context extracted = extract(Map.of("baggage", "shop.region=eu,costspan.team=support,costspan.user=u-1"));
        assertThat(entries(extracted)).isEqualTo(Map.of("shop.region", "eu"));
        assertThat(Attribution.from(extracted))
                .isEqualTo(Attribution.builder().team("support").build());
        assertThat(extract(Map.of())).isSameAs(Context.root());
    }

    @Test
    void propagator_whenCalledWithoutContextOrCarrier_staysQuiet() {
        Map<String, String> headers = new TreeMap<>();
        crossing.propagator().inject(null, headers, Map::put);
        assertThat(headers).isEmpty();
        assertThat(crossing.propagator().extract(null, headers, new MapGetter()))
                .isSameAs(Context.root());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a=b", "a,b", "\u00E9"})
    void andTags_whenANameCannotBeAKey_throws(String name) {
        assertThatThrownBy(() -> crossing.andTags("fine", name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void andTags_whenThereAreTooManyOrTooLongNames_throws() {
        String[] names =
                Stream.iterate(1, i -> i + 1).limit(16).map(i -> "t" + i).toArray(String[]::new);

        assertThat(AttributionBaggage.allowing().andTags(names).andTags(names)).isNotNull();
        assertThatThrownBy(() -> crossing.andTags(names))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 16 tags, but andTags allows 17");
        assertThatThrownBy(() -> crossing.andTags("n".repeat(257)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("257");
    }

    @Test
    void andTags_always_leavesTheFirstOneAsItWas() {
        AttributionBaggage wider = crossing.andTags("case");

        assertThat(entries(crossing.write(Context.root().with(ASKER)))).doesNotContainKey("costspan.tag.case");
        assertThat(entries(wider.write(Context.root().with(ASKER)))).containsEntry("costspan.tag.case", "9");
        assertThat(wider)
                .hasToString(
                        "AttributionBaggage[costspan.team, costspan.tenant, costspan.owner, costspan.tag.lane, costspan.tag.case]");
    }

    private Map<String, String> headers(Context context) {
        Map<String, String> headers = new TreeMap<>();
        crossing.propagator().inject(context, headers, Map::put);
        return headers;
    }

    private Context extract(Map<String, String> headers) {
        return crossing.propagator().extract(Context.root(), headers, new MapGetter());
    }

    private static Context with(Map<String, String> entries) {
        var baggage = Baggage.builder();
        entries.forEach(baggage::put);
        return Context.root().with(baggage.build());
    }

    private static Map<String, String> entries(Context context) {
        Map<String, String> entries = new TreeMap<>();
        Baggage.fromContext(context).forEach((name, entry) -> entries.put(name, entry.getValue()));
        return entries;
    }

    private static final class MapGetter implements TextMapGetter<Map<String, String>> {

        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    }
}
