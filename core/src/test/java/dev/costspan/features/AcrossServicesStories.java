package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionBaggage;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.telemetry.CostRecord;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A shop that asks a provider and a service of its own, by a client that sends what propagators put into headers. */
abstract class AcrossServicesStories {

    private static final Attribution ASKER = Attribution.builder()
            .team("support")
            .tenant("acme-gmbh")
            .user("u-4711")
            .tag("lane", "fast lane")
            .tag("case", "9")
            .build();

    private final AttributionBaggage crossing = AttributionBaggage.allowing(AttributionKey.TEAM, AttributionKey.TENANT)
            .andTags("lane");
    final TestTelemetry telemetry = TestTelemetry.propagating(crossing.propagator());
    final Observed shop = Observed.over(telemetry, settings -> settings);
    private final Observed other = Observed.over(
            telemetry,
            settings -> settings.attribution(
                    Attribution.builder().team("nobody").product("search").build()));
    final HttpClient client = client(telemetry.openTelemetry());

    LoopbackServer provider;
    LoopbackServer service;

    /** Returns the client that requests go through. */
    abstract HttpClient client(OpenTelemetry openTelemetry);

    /** Returns a request as the application makes it. */
    abstract HttpRequest to(LoopbackServer server);

    @BeforeEach
    void start() throws IOException {
        provider = LoopbackServer.handling(headers -> {});
        service = LoopbackServer.handling(this::serve);
    }

    @AfterEach
    void stop() {
        provider.close();
        service.close();
    }

    @Test
    void request_insideAnOperation_tellsTheProviderNothingOfOurs() {
        try (Scope whom = ASKER.makeCurrent();
                Scope with = Baggage.builder().put("shop.region", "eu").build().makeCurrent()) {
            shop.chat().call(operation -> {
                send(provider);
                return Answer.USUAL.tell(operation);
            });
        }

        assertSilentButFor("shop.region=eu");
        assertThat(shop.only().attribution()).isEqualTo(ASKER);
        assertThat(provider.requests.get(0).get("traceparent").get(0))
                .contains(telemetry.span("chat gpt-4o").getTraceId());
    }

    @Test
    void request_insideAnOperationWhenOurEntriesWereInTheBaggage_takesThemOut() {
        Context asked = crossing.write(Context.root().with(ASKER));
        try (Scope ignored = asked.makeCurrent();
                Scope with = Baggage.current().toBuilder()
                        .put("shop.region", "eu")
                        .put("costspan.user", "u-4711")
                        .build()
                        .makeCurrent()) {
            shop.chat()
                    .callAsync(operation -> {
                        try (Scope inner =
                                Attribution.builder().feature("faq").build().makeCurrent()) {
                            return client.sendAsync(to(provider), BodyHandlers.discarding());
                        }
                    })
                    .join();
        }

        assertSilentButFor("shop.region=eu");
    }

    @Test
    void request_toAnotherService_bringsExactlyWhatIsAllowed() {
        try (Scope whom = ASKER.makeCurrent();
                Scope with = Baggage.builder().put("shop.region", "eu").build().makeCurrent()) {
            send(service);
        }

        assertThat(entries(service.requests.get(0)))
                .containsExactly(
                        "costspan.tag.lane=fast%20lane",
                        "costspan.team=support", "costspan.tenant=acme-gmbh", "shop.region=eu");
        CostRecord served = other.only();
        assertThat(served.attribution())
                .as("what came across over the service's own defaults")
                .isEqualTo(Attribution.builder()
                        .team("support")
                        .tenant("acme-gmbh")
                        .tag("lane", "fast lane")
                        .product("search")
                        .build());
        assertThat(provider.requests.get(0).get("traceparent").get(0))
                .contains(served.span().getTraceId());
        assertSilentButFor("shop.region=eu");
        assertThat(crossing.dropped()).isZero();
    }

    @Test
    void request_whenItsBaggageIsBad_isServedWithoutAndTheLogNamesNoValue() throws Exception {
        HttpRequest bad = HttpRequest.newBuilder(service.uri())
                .header(
                        "baggage",
                        "costspan.team=%0Aforged,costspan.tenant=acme,costspan.user=eve,costspan.tag.lane="
                                + "z".repeat(300))
                .build();
        List<String> lines;
        try (CapturedLog log = new CapturedLog()) {
            HttpClient.newHttpClient().send(bad, BodyHandlers.discarding());
            HttpClient.newHttpClient().send(bad, BodyHandlers.discarding());
            lines = log.lines();
        }

        assertThat(other.records)
                .hasSize(2)
                .allMatch(served -> served.attribution()
                        .equals(Attribution.builder()
                                .team("nobody")
                                .tenant("acme")
                                .product("search")
                                .build()));
        assertThat(crossing.dropped()).isEqualTo(4);
        assertThat(lines)
                .filteredOn(line -> line.contains("baggage"))
                .hasSize(2)
                .anyMatch(line -> line.contains("costspan.team was left out of the baggage that is received"))
                .anyMatch(line -> line.contains("costspan.tag.lane was left out") && line.contains("300 characters"));
        assertThat(lines).noneMatch(line -> line.contains("forged") || line.contains("zzz"));
    }

    /** What the service does with a request: an operation of its own, for which it asks the provider. */
    private void serve(Map<String, List<String>> headers) {
        Context received = telemetry
                .openTelemetry()
                .getPropagators()
                .getTextMapPropagator()
                .extract(Context.root(), headers, new HeaderGetter());
        try (Scope ignored = received.makeCurrent()) {
            other.chat().call(operation -> {
                send(provider);
                return Answer.USUAL.tell(operation);
            });
        }
    }

    void send(LoopbackServer server) {
        try {
            client.send(to(server), BodyHandlers.discarding());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    private void assertSilentButFor(String baggage) {
        assertThat(provider.requests).hasSize(1);
        Map<String, List<String>> headers = provider.requests.get(0);
        assertThat(headers.toString().toLowerCase(Locale.ROOT))
                .doesNotContain("costspan", "support", "acme", "4711", "fast", "faq");
        assertThat(entries(headers)).containsExactly(baggage);
    }

    private static Iterable<String> entries(Map<String, List<String>> headers) {
        return new TreeSet<>(List.of(
                String.join(",", headers.getOrDefault("baggage", List.of())).split(",")));
    }

    private static final class HeaderGetter implements TextMapGetter<Map<String, List<String>>> {

        @Override
        public Iterable<String> keys(Map<String, List<String>> carrier) {
            return carrier.keySet();
        }

        @Override
        public String get(Map<String, List<String>> carrier, String key) {
            return carrier.containsKey(key) ? carrier.get(key).get(0) : null;
        }
    }
}
