/**
 * For whom an operation runs: {@link dev.costspan.attribution.Attribution} and its way through the OpenTelemetry Context. It
 * knows no other package.
 */
@NullMarked
package dev.costspan.attribution;

import org.jspecify.annotations.NullMarked;
