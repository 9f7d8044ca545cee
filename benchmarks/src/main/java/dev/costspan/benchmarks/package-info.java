/**
 * JMH benchmarks of what a metered call costs, each beside its baseline: nothing, an empty listener, a listener by hand, and the
 * same data path by hand. {@link dev.costspan.benchmarks.Benchmarks} runs them and prints one table.
 */
@NullMarked
package dev.costspan.benchmarks;

import org.jspecify.annotations.NullMarked;
