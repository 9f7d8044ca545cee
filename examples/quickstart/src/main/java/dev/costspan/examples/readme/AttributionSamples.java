package dev.costspan.examples.readme;

import dev.costspan.Costspan;
import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionBaggage;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.examples.readme.ReadmeSamples.Support;
import dev.costspan.examples.readme.ReadmeSamples.Ticket;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;

/** The Java blocks of docs/attribution.md stand here word for word; a test compares them. */
final class AttributionSamples {

    private AttributionSamples() {}

    static void scope(Support assistant, Ticket ticket) {
        Attribution acme = Attribution.builder()
                .team("support")
                .tenant("acme")
                .owner("ann")
                .build();
        try (Scope ignored = acme.makeCurrent()) {
            assistant.resolve(ticket);
        }
    }

    static ContextPropagators acrossServices() {
        AttributionBaggage crossing = AttributionBaggage.allowing(AttributionKey.TEAM, AttributionKey.TENANT)
                .andTags("lane");
        ContextPropagators propagators = ContextPropagators.create(
                TextMapPropagator.composite(W3CTraceContextPropagator.getInstance(), crossing.propagator()));
        return propagators;
    }

    static Costspan required(OpenTelemetry openTelemetry) {
        Costspan costspan = Costspan.builder(openTelemetry)
                .requiredKeys(AttributionKey.TEAM, AttributionKey.COST_CENTER)
                .build();
        return costspan;
    }
}
