/**
 * What was asked and what it consumed: {@link dev.costspan.usage.Operation}, {@link dev.costspan.usage.Meter} and {@link
 * dev.costspan.usage.Usage}. The first package of the data path; it knows no other.
 */
@NullMarked
package dev.costspan.usage;

import org.jspecify.annotations.NullMarked;
