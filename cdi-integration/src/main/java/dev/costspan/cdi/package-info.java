/** {@code @CostedOutcome} on the beans of a CDI container; {@link dev.costspan.cdi.CostspanExtension} says how. */
@NullMarked
package dev.costspan.cdi;

import org.jspecify.annotations.NullMarked;
