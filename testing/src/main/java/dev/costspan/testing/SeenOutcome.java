package dev.costspan.testing;

import dev.costspan.outcome.OutcomeRecord;

/**
 * The record of an outcome, and where it stands among the operations.
 *
 * @param fact what the outcome came to
 * @param operationsBefore how many operations had ended before it
 */
record SeenOutcome(OutcomeRecord fact, int operationsBefore) {}
