package dev.costspan.cdi;

import dev.costspan.Costspan;
import dev.costspan.outcome.CostedOutcome;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

/** A bean whose every public method is an outcome, save those with an annotation of their own. */
@Dependent
@CostedOutcome("desk")
class Desk {

    @Inject
    Costspan costspan;

    @Inject
    Support support;

    public String open() {
        Telemetry.spend(costspan);
        return "open";
    }

    @CostedOutcome("desk.close")
    public String close() {
        return "closed";
    }

    public String ask() {
        return support.notAnnotated();
    }

    String notPublic() {
        return "back office";
    }
}
