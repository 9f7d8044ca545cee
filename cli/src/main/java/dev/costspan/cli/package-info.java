/**
 * Costspan's commands, started by {@link dev.costspan.cli.CostspanCli}. Each reads streams and files and writes text; what they
 * know of prices and usage is core's.
 */
@NullMarked
package dev.costspan.cli;

import org.jspecify.annotations.NullMarked;
