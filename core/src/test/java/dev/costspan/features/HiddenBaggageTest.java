package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.MeteredOperation;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HiddenBaggageTest {

    private final Observed observed = Observed.create();

    @Test
    void context_belowAnOperation_sendsNoneOfOurEntriesAndAllOthers() {
        Baggage baggage = Baggage.builder()
                .put("costspan.tenant", "acme-gmbh")
                .put("costspan.tag.case", "9")
                .put("costspanning", "kept")
                .put("shop.region", "eu")
                .build();
        try (Scope ignored = baggage.makeCurrent()) {
            Context before = Context.current();

            Map<String, String> below = observed.chat().call(operation -> headers());

            assertThat(below).isEqualTo(Map.of("baggage", "costspanning=kept,shop.region=eu"));
            assertThat(Context.current()).isSameAs(before);
            assertThat(Baggage.current().getEntryValue("costspan.tenant")).isEqualTo("acme-gmbh");
        }
    }

    @Test
    void context_whenNoEntryIsOurs_keepsTheVeryBaggage() {
        Baggage baggage = Baggage.builder().put("shop.region", "eu").build();
        try (Scope ignored = baggage.makeCurrent()) {
            MeteredOperation operation = observed.chat().start();

            assertThat(Baggage.fromContext(operation.context())).isSameAs(baggage);
            operation.end();
        }
    }

    @Test
    void callerContext_always_stillHasOurEntries() {
        try (Scope ignored = Baggage.builder().put("costspan.team", "a").build().makeCurrent()) {
            MeteredOperation operation = observed.chat().start();

            assertThat(Baggage.fromContext(operation.context()).isEmpty()).isTrue();
            assertThat(Baggage.fromContext(operation.callerContext()).size()).isEqualTo(1);
            operation.end();
        }
    }

    private static Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        W3CBaggagePropagator.getInstance().inject(Context.current(), headers, Map::put);
        return headers;
    }
}
