package dev.costspan.examples.quickstart;

import dev.costspan.outcome.CostedOutcome;

/** What the support desk is there for. Each call of a method is one business outcome, whose cost adds up under its name. */
public interface Support {

    /** Reads the help centre, so that questions can be answered from it. */
    @CostedOutcome("support.indexing")
    void learnHelpCentre();

    /**
     * Answers one question; blocks until the answer is complete, a streamed one at most a minute.
     *
     * @throws RuntimeException when the model fails
     */
    @CostedOutcome(value = "support.resolution", successWhen = "resolved")
    Resolution answer(Question question);
}
