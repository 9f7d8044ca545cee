/**
 * Assertions for tests of applications that use Costspan: {@link dev.costspan.testing.CostspanExtension} makes a Costspan for each
 * test, {@link dev.costspan.testing.Costs} is what was spent in it, {@link dev.costspan.testing.CostspanAssertions} says what may
 * be, and a {@link dev.costspan.testing.CostBaseline} keeps it from rising unnoticed.
 */
@NullMarked
package dev.costspan.testing;

import org.jspecify.annotations.NullMarked;
