/**
 * What usage costs at a moment: {@link dev.costspan.pricing.PriceCard} holds the rates of one model, a {@link
 * dev.costspan.pricing.PriceBook} finds the card, and {@link dev.costspan.pricing.Cost} is the result with its provenance.
 * Depends on {@code usage} alone.
 */
@NullMarked
package dev.costspan.pricing;

import org.jspecify.annotations.NullMarked;
