/**
 * Who is told: the {@link dev.costspan.telemetry.CostRecord} of an operation goes to its span, to metrics, to the {@link
 * dev.costspan.telemetry.Ledger} and to every {@link dev.costspan.telemetry.CostSink}. The last package of the data path.
 */
@NullMarked
package dev.costspan.telemetry;

import org.jspecify.annotations.NullMarked;
