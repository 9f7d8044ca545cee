package dev.costspan.examples.readme;

import dev.costspan.Costspan;
import dev.costspan.examples.readme.ReadmeSamples.Resolution;
import dev.costspan.examples.readme.ReadmeSamples.Support;
import dev.costspan.examples.readme.ReadmeSamples.Ticket;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.ChangeSettings;
import dev.costspan.telemetry.OutcomeRow;
import dev.costspan.usage.Prompt;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Scope;

/** The Java blocks of docs/outcomes.md stand here word for word, or in {@link ReadmeSamples}; a test compares them. */
final class OutcomeSamples {

    private OutcomeSamples() {}

    static void withoutAnAnnotation(Costspan costspan, Support assistant, Ticket ticket) {
        try (OutcomeScope outcome = costspan.outcome("support.resolution")) {
            Resolution resolution = assistant.resolve(ticket);
            if (resolution.resolved()) {
                outcome.value(Money.of("4.50", "USD")).succeed();
            } else {
                outcome.fail("handed_over");
            }
        }
    }

    static void knownLater(Costspan costspan, Support assistant, Ticket ticket) {
        String id;
        try (OutcomeScope outcome = costspan.outcome("claim.decision")) {
            assistant.resolve(ticket);
            id = outcome.outcome().id();
            outcome.pending();
        }
        // days later, in another request
        costspan.outcomes().confirm(id, OutcomeStatus.SUCCESS, Money.of("120", "EUR"));
    }

    static void figures(Costspan costspan) {
        OutcomeRow row = costspan.ledger().snapshot().outcome("support.resolution");
        if (row != null) {
            System.out.println(row.successRate() + " of " + row.settled() + " were reached");
            row.costs()
                    .forEach(cost -> System.out.println(cost.costPerSuccess() + " " + cost.currency() + " each, "
                            + cost.wasted() + " wasted, p90 " + cost.p90()));
        }
    }

    static void prompt(Support assistant, Ticket ticket) {
        try (Scope ignored = Prompt.of("support.answer", "7").makeCurrent()) {
            assistant.resolve(ticket);
        }
    }

    static Costspan changes(OpenTelemetry openTelemetry, Pager pager) {
        return Costspan.builder(openTelemetry)
                .costChanges(ChangeSettings.defaults().factor(2))
                .onCostChange(change -> pager.page(change.message()))
                .build();
    }

    /** Wakes somebody. */
    interface Pager {
        /** Sends one line. */
        void page(String line);
    }
}
