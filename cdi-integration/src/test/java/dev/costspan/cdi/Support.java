package dev.costspan.cdi;

import dev.costspan.Costspan;
import dev.costspan.outcome.CostedOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** A bean some of whose methods are outcomes. */
@ApplicationScoped
class Support {

    record Resolution(boolean resolved, List<String> cases) {}

    @Inject
    Costspan costspan;

    @CostedOutcome(value = "support.resolution", team = "support")
    String resolve(String ticket) throws IOException {
        Telemetry.spend(costspan);
        if (ticket.isEmpty()) {
            throw new IOException("no ticket");
        }
        return "resolved " + ticket;
    }

    @CostedOutcome(value = "support.checked", successWhen = "resolved", quantity = "cases", worth = "4.50 USD")
    Resolution check(boolean resolved) {
        return new Resolution(resolved, List.of("a", "b"));
    }

    @CostedOutcome("support.stage")
    CompletionStage<String> later(CompletableFuture<String> stage) {
        Telemetry.spend(costspan);
        return stage;
    }

    @CostedOutcome("support.future")
    Future<String> future(FutureTask<String> task) {
        return task;
    }

    String notAnnotated() {
        Telemetry.spend(costspan);
        return "plain";
    }

    String resolveItself() throws IOException {
        return resolve("9");
    }
}
