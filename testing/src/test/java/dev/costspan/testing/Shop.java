package dev.costspan.testing;

import dev.costspan.Costspan;
import dev.costspan.CostspanBuilder;
import dev.costspan.MeteredOperation;
import dev.costspan.OperationBuilder;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** An application that asks models as a test tells it to, with the prices of {@link Prices}. */
final class Shop {

    static final Instant NOON = Instant.parse("2026-09-01T12:00:00Z");

    final Costspan costspan;
    final Costs costs;

    private Shop(UnaryOperator<CostspanBuilder> settings) {
        TestRun run = new TestRun(Prices.BOOK, SettableClock.at(NOON), settings);
        costspan = run.costspan;
        costs = run.costs;
    }

    static Shop open() {
        return new Shop(UnaryOperator.identity());
    }

    static Shop with(UnaryOperator<CostspanBuilder> settings) {
        return new Shop(settings);
    }

    /** Asks {@code acme/small} in one attempt. */
    Shop chat(long in, long out) {
        return chat("small", in, out);
    }

    /** Asks a model of {@code acme} in one attempt. */
    Shop chat(String model, long in, long out) {
        return ask(Operation.CHAT, "acme", model, Usage.tokens(in, out));
    }

    Shop ask(Operation operation, String provider, String model, Usage usage) {
        MeteredOperation metered =
                costspan.operation(operation).provider(provider).model(model).start();
        metered.attempt().succeed();
        metered.usage(usage).end();
        return this;
    }

    /** Asks {@code acme/small}, which refuses. */
    Shop refused() {
        MeteredOperation metered = small().start();
        metered.attempt().fail("503", 503);
        metered.fail("503");
        return this;
    }

    OperationBuilder small() {
        return costspan.operation(Operation.CHAT).provider("acme").model("small");
    }

    /** Works on an outcome that is reached. */
    Shop reached(String name, Runnable work) {
        try (OutcomeScope outcome = costspan.outcome(name)) {
            work.run();
            outcome.succeed();
        }
        return this;
    }

    /** Works on an outcome that is not reached. */
    Shop failed(String name, String reason, Runnable work) {
        try (OutcomeScope outcome = costspan.outcome(name)) {
            work.run();
            outcome.fail(reason);
        }
        return this;
    }
}
