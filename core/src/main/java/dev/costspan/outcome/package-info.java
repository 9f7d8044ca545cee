/**
 * What operations achieved: an {@link dev.costspan.outcome.OutcomeScope} adds up everything that is spent for one business result,
 * {@link dev.costspan.outcome.Outcomes} opens, resumes and settles them, and an {@link dev.costspan.outcome.OutcomeStore} keeps those
 * whose end is said later.
 */
@NullMarked
package dev.costspan.outcome;

import org.jspecify.annotations.NullMarked;
