/**
 * What an operation achieved: {@link dev.costspan.outcome.Outcome} names the business result that operations below it work
 * towards. It knows no other package.
 */
@NullMarked
package dev.costspan.outcome;

import org.jspecify.annotations.NullMarked;
