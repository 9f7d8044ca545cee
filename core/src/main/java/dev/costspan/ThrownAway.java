package dev.costspan;

import dev.costspan.pricing.Cost;

/**
 * What the answers cost that were billed and asked for again.
 *
 * @param cost the sum
 * @param requests how many there were
 */
record ThrownAway(Cost cost, int requests) {

    ThrownAway and(Cost more) {
        return new ThrownAway(cost.plus(more), requests + 1);
    }
}
