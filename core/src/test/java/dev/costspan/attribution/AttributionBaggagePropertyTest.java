package dev.costspan.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AttributionBaggagePropertyTest {

    private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
            return carrier.get(key);
        }
    };

    /** OpenTelemetry says of each entry it cannot read that it cannot; thousands of them would bury what a build says. */
    private static final Logger PARSER = Logger.getLogger("io.opentelemetry.api.baggage.propagation.Parser");

    static {
        PARSER.setLevel(Level.OFF);
    }

    private final AttributionBaggage crossing = AttributionBaggage.allowing(
                    AttributionKey.TEAM, AttributionKey.TENANT, AttributionKey.PRODUCT, AttributionKey.FEATURE)
            .andTags("lane", "case");

    @Property(tries = 2000)
    void extract_ofWhateverAHeaderSays_givesAllowedValidPartsAndNoEntryOfOurs(@ForAll("headers") String header) {
        Context context = crossing.propagator().extract(Context.root(), Map.of("baggage", header), GETTER);

        Attribution received = Attribution.from(context);
        for (AttributionKey key : AttributionKey.values()) {
            assertThat(received.get(key) == null || crossing.toString().contains("costspan." + key.id()))
                    .as("%s of %s", key, received)
                    .isTrue();
        }
        assertThat(received.tags().keySet()).isSubsetOf("lane", "case");
        assertThat(values(received))
                .allMatch(value -> !value.isBlank()
                        && value.length() <= 256
                        && value.codePoints().noneMatch(Character::isISOControl));
        assertThat(values(received).stream().mapToInt(String::length).sum()).isLessThan(2_048);
        assertThat(Baggage.fromContext(context).asMap().keySet())
                .noneMatch(name -> name.startsWith("costspan.t") || name.equals("costspan.product"));
    }

    @Property(tries = 1000)
    void inject_thenExtract_bringsEveryValueAcrossWholeOrNotAtAll(
            @ForAll String team, @ForAll("texts") String tenant, @ForAll("texts") String feature, @ForAll String lane) {
        Attribution sent = Attribution.builder()
                .team(team)
                .tenant(tenant)
                .feature(feature)
                .user("stays")
                .tag("lane", lane)
                .build();
        long before = crossing.dropped();
        Map<String, String> headers = new TreeMap<>();
        crossing.propagator().inject(Context.root().with(sent), headers, Map::put);
        long left = crossing.dropped();

        Attribution received = Attribution.from(crossing.propagator().extract(Context.root(), headers, GETTER));

        assertThat(crossing.dropped()).as("all that is sent may be received").isEqualTo(left);
        assertThat(received.get(AttributionKey.USER)).isNull();
        int lost = 0;
        for (AttributionKey key : List.of(AttributionKey.TEAM, AttributionKey.TENANT, AttributionKey.FEATURE)) {
            assertThat(received.get(key)).isIn(sent.get(key), null);
            lost += sent.get(key) != null && received.get(key) == null ? 1 : 0;
        }
        assertThat(received.tags().get("lane")).isIn(sent.tags().get("lane"), null);
        lost += sent.tags().size() - received.tags().size();
        assertThat(left - before).as("what is lost is counted").isEqualTo(lost);
    }

    @Provide
    Arbitrary<String> headers() {
        Arbitrary<String> pieces = Arbitraries.of(
                "costspan.team=",
                "costspan.tenant=",
                "costspan.user=",
                "costspan.tag.lane=",
                "costspan.tag.=",
                "costspan.product = ",
                "shop.region=eu",
                ",",
                "=",
                ";",
                ";ttl=1",
                "%",
                "%0",
                "%00",
                "%0A",
                "%7F",
                "%C3",
                "%C3%A9",
                "%E2%80%A8",
                "%zz",
                "\u0000",
                " ",
                "\u00E9",
                "x",
                "y".repeat(200));
        return Arbitraries.oneOf(pieces, pieces, pieces, Arbitraries.strings().ofMaxLength(8))
                .list()
                .ofMaxSize(80)
                .map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(300);
    }

    private static Collection<String> values(Attribution attribution) {
        List<String> values = new ArrayList<>(attribution.tags().values());
        for (AttributionKey key : AttributionKey.values()) {
            if (attribution.get(key) != null) {
                values.add(attribution.get(key));
            }
        }
        return values;
    }
}
