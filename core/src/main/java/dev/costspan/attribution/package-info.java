/**
 * For whom an operation runs: {@link dev.costspan.attribution.Attribution}, its way through the OpenTelemetry Context, and, where
 * wanted, from service to service. It knows no package but {@code internal}.
 */
@NullMarked
package dev.costspan.attribution;

import org.jspecify.annotations.NullMarked;
