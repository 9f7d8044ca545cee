package dev.costspan;

import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.Outcomes;
import dev.costspan.telemetry.Ledger;
import dev.costspan.usage.Operation;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.Objects;

/**
 * Tells a Java application what its AI calls cost, whom they were for and what they achieved, on the OpenTelemetry spans and
 * metrics it already has.
 *
 * <pre>
 * client.chat(request)
 *   │  a wrapper, a listener or costspan.operation(…)
 *   ├─ 1 attribution and outcome in scope are read from the Context
 *   ├─ 2 budgets reserve an estimate          ── refuse ─▶ BudgetExceededException, nothing sent
 *   ├─ 3 span starts and becomes current      HTTP spans become its children; costspan baggage is hidden below it
 *   │        ▼  the real client answers, attempt by attempt
 *   ├─ 4 UsageReader  → Usage                 from the provider's own usage object, normalised
 *   ├─ 5 PriceBook    → PriceCard             valid at request start, for the served model and tier
 *   ├─ 6 card × usage → Cost                  itemised, or unpriced(reason)
 *   ├─ 7 budgets settle the fact
 *   └─ 8 CostRecord → span and metrics · outcome · ledger · sinks
 * </pre>
 *
 * {@link MeteredOperation} does these steps, in this order. An application makes one {@code Costspan} and keeps it. Immutable and
 * thread-safe.
 */
public final class Costspan {

    private final DataPath path;
    private final Outcomes outcomes;

    Costspan(DataPath path, Outcomes outcomes) {
        this.path = path;
        this.outcomes = outcomes;
    }

    /** Returns a Costspan with the bundled price catalogue and default settings that writes to {@code openTelemetry}. */
    public static Costspan create(OpenTelemetry openTelemetry) {
        return builder(openTelemetry).build();
    }

    /** Returns a builder for a Costspan that writes to {@code openTelemetry}. */
    public static CostspanBuilder builder(OpenTelemetry openTelemetry) {
        return new CostspanBuilder(openTelemetry);
    }

    /**
     * Returns a builder for one operation of a client that no integration knows.
     *
     * <pre>{@code
     * Reply reply = costspan.operation(Operation.CHAT).provider("acme").model("acme-large").call(op -> {
     *   Reply answer = client.send(prompt);
     *   op.responseModel(answer.model()).usage(Usage.tokens(answer.tokensIn(), answer.tokensOut()));
     *   return answer;
     * });
     * }</pre>
     */
    public OperationBuilder operation(Operation operation) {
        return new OperationBuilder(path, Objects.requireNonNull(operation, "operation"));
    }

    /**
     * Opens an outcome and makes it current on this thread until the scope is closed on the same thread. Everything spent below it
     * adds up in it.
     *
     * <pre>{@code
     * try (OutcomeScope outcome = costspan.outcome("support.resolution")) {
     *   assistant.answer(question);
     *   outcome.succeed();
     * }
     * }</pre>
     *
     * @param name what kind of result it is; a name with few values, without ids
     * @throws IllegalArgumentException when the name is blank
     */
    public OutcomeScope outcome(String name) {
        return outcomes.builder(name).open();
    }

    /** Returns the engine of outcomes: proxies for annotated types, outcomes with an id or an attribution, and those settled later. */
    public Outcomes outcomes() {
        return outcomes;
    }

    /**
     * Waits until sinks that were added by {@link CostspanBuilder#sink} have received what was recorded before, such as at the end of
     * a program.
     *
     * @return false when the time was up before, or this thread was interrupted, which it then still is
     */
    public boolean flush(Duration atMost) {
        return path.telemetry().flush(atMost);
    }

    /** Returns the totals of this process. */
    public Ledger ledger() {
        return path.telemetry().ledger();
    }
}
