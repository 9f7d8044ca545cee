package dev.costspan.pricing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A whole number split in proportion to weights, so that the parts add up to it.
 *
 * <p>The method of largest remainders (Hamilton's, known from seats in a parliament): each part is its exact quotient rounded
 * down, and the units left over go one each to the largest remainders, the earlier first where two are equal. So a part is
 * less than one unit away from its quotient, and a weight of zero gets nothing.
 */
final class LargestRemainder {

    private LargestRemainder() {}

    /**
     * Returns one part for each weight, in their order.
     *
     * @param total what is split, not negative
     * @param weights none of them negative, and not all of them zero
     */
    static List<BigInteger> split(BigInteger total, List<BigDecimal> weights) {
        List<BigInteger> whole = whole(weights);
        BigInteger sum = whole.stream().reduce(BigInteger.ZERO, BigInteger::add);
        List<BigInteger> parts = new ArrayList<>(whole.size());
        List<BigInteger> remainders = new ArrayList<>(whole.size());
        BigInteger left = total;
        for (BigInteger weight : whole) {
            BigInteger[] division = total.multiply(weight).divideAndRemainder(sum);
            parts.add(division[0]);
            remainders.add(division[1]);
            left = left.subtract(division[0]);
        }
        // The remainders add up to (units left) times the sum, and each is below it: fewer units are left than there
        // are parts.
        IntStream.range(0, parts.size())
                .boxed()
                .sorted(Comparator.comparing(remainders::get, Comparator.reverseOrder()))
                .limit(left.intValueExact())
                .forEach(i -> parts.set(i, parts.get(i).add(BigInteger.ONE)));
        return parts;
    }

    /** Returns the weights as whole numbers in the same proportion. */
    private static List<BigInteger> whole(List<BigDecimal> weights) {
        int scale = weights.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        return weights.stream()
                .map(weight -> weight.setScale(scale).unscaledValue())
                .toList();
    }
}
