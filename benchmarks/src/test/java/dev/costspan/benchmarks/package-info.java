/** What the build checks of the benchmarks: bytes per operation against their limits. */
@NullMarked
package dev.costspan.benchmarks;

import org.jspecify.annotations.NullMarked;
