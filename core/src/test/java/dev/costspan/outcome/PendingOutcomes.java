package dev.costspan.outcome;

import dev.costspan.attribution.Attribution;
import dev.costspan.pricing.Money;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Pending outcomes to put into stores. */
final class PendingOutcomes {

    /** About now, as unfinished files have the time of the machine's clock. */
    static final Instant START = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private PendingOutcomes() {}

    /** One with little in it. */
    static PendingOutcome of(String id, Instant expiresAt) {
        OutcomeTotals totals =
                new OutcomeTotals(List.of(Money.of("0.25", "USD")), Map.of(), 1, 1, 100, 0, List.of("gpt-4o"));
        return new PendingOutcome(
                new Outcome("support.resolution", id),
                Attribution.NONE,
                START,
                expiresAt,
                totals,
                null,
                null,
                SpanContext.getInvalid());
    }

    /** One with everything in it. */
    static PendingOutcome full(String id, Instant expiresAt) {
        OutcomeTotals totals = new OutcomeTotals(
                List.of(Money.of("0.10", "EUR"), Money.of("1.234567890123456789", "USD")),
                Map.of(
                        WasteReason.CUT_OFF, List.of(Money.of("0.05", "EUR"), Money.of("0.5", "USD")),
                        WasteReason.FAILED_ATTEMPT, List.of(Money.of("1E+1", "USD"))),
                7,
                9,
                12_345_678_901L,
                2,
                List.of("gpt-4o", "thinker \"größer\""));
        Attribution attribution = Attribution.builder()
                .team("support")
                .product("desk")
                .feature("reply")
                .tenant("Müller & Söhne")
                .user("u-\uD83D\uDE00")
                .environment("production")
                .costCenter("4711")
                .owner("amy@example.com")
                .tag("channel", "mail")
                .tag("größe", "\"groß\"\n")
                .build();
        SpanContext span = SpanContext.create(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.builder().put("b", "2").put("a", "1").build());
        return new PendingOutcome(
                new Outcome("support.resolution", id),
                attribution,
                START.minusNanos(1),
                expiresAt,
                totals,
                Money.of("-4.50", "USD"),
                new BigDecimal("3.0"),
                span);
    }
}
