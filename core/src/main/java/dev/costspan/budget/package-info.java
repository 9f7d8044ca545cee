/**
 * Whether an operation may run: {@link dev.costspan.budget.BudgetGate} is asked before anything is sent and told the fact
 * afterwards. Depends on {@code usage}, {@code pricing} and {@code attribution}.
 */
@NullMarked
package dev.costspan.budget;

import org.jspecify.annotations.NullMarked;
