package dev.costspan.testing;

import java.math.BigDecimal;

/**
 * By which share of the baseline each measure may rise.
 *
 * @param tokens for tokens
 * @param attempts for requests on the wire
 * @param operations for operations
 * @param money for the cost
 */
record Tolerances(BigDecimal tokens, BigDecimal attempts, BigDecimal operations, BigDecimal money) {

    static final Tolerances NONE = new Tolerances(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
}
