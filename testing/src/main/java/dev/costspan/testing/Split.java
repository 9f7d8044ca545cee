package dev.costspan.testing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Why the operations of one kind and currency cost more or less than in the baseline: parts that add up to the difference to the
 * last digit.
 *
 * <p>The baseline is changed into this run one thing after the other, and each part is what its step changes:
 *
 * <ol>
 *   <li>operations: as many operations as now; models, usage and prices of the baseline;
 *   <li>model: the models of now, each operation costing what one of its model cost in the baseline. For a model that the baseline
 *       lacks, what the baseline's average operation would cost at the rates the model has now
 *   <li>tokens: the usage of now, at the baseline's rates; tokens, searches, images, read units and whatever else is billed by
 *       quantity
 *   <li>price: the rates of now. What one unit of a meter costs a model on average is its rate, so another tier, or a price for
 *       larger requests, is a price too.
 * </ol>
 *
 * Answers that were thrown away and asked for again are left out of these, and are a part of their own, attempts: what they cost
 * more than in the baseline. Where a kind is new, or gone, all of it is operations.
 *
 * @param tokens what more usage of each operation costs
 * @param model what other models cost
 * @param operations what more operations cost
 * @param attempts what more answers that were thrown away cost
 * @param price what other prices cost
 */
record Split(BigDecimal tokens, BigDecimal model, BigDecimal operations, BigDecimal attempts, BigDecimal price) {

    /** The least places of a part; a part has no end where it is an average. */
    private static final int PLACES = 12;

    private static final BigDecimal NOTHING = BigDecimal.ZERO;

    static final Split NONE = new Split(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING);

    /** Returns the split of the difference between rows of one kind and one currency. */
    static Split between(List<BaselineRow> before, List<BaselineRow> now) {
        BigDecimal first = cost(before);
        BigDecimal last = cost(now);
        if (count(before) == 0 || count(now) == 0) {
            return new Split(NOTHING, NOTHING, last.subtract(first), NOTHING, NOTHING);
        }
        BigDecimal thrownBefore = thrownAway(before);
        BigDecimal thrownNow = thrownAway(now);
        BigDecimal keptBefore = first.subtract(thrownBefore);
        BigDecimal keptNow = last.subtract(thrownNow);
        int places = Math.max(PLACES, Math.max(keptBefore.scale(), keptNow.scale()));
        Kind kind = new Kind(before, now);
        BigDecimal asMany = kind.asMany().rounded(places);
        BigDecimal byModels = kind.byModels().rounded(places);
        BigDecimal byUsage = kind.byUsage().rounded(places);
        return new Split(
                byUsage.subtract(byModels),
                byModels.subtract(asMany),
                asMany.subtract(keptBefore),
                thrownNow.subtract(thrownBefore),
                keptNow.subtract(byUsage));
    }

    BigDecimal sum() {
        return tokens.add(model).add(operations).add(attempts).add(price);
    }

    boolean isNothing() {
        return tokens.signum() == 0
                && model.signum() == 0
                && operations.signum() == 0
                && attempts.signum() == 0
                && price.signum() == 0;
    }

    Split plus(Split other) {
        return new Split(
                tokens.add(other.tokens),
                model.add(other.model),
                operations.add(other.operations),
                attempts.add(other.attempts),
                price.add(other.price));
    }

    private static BigDecimal cost(List<BaselineRow> rows) {
        return rows.stream().map(BaselineRow::cost).reduce(NOTHING, BigDecimal::add);
    }

    private static BigDecimal thrownAway(List<BaselineRow> rows) {
        return rows.stream().map(BaselineRow::thrownAway).reduce(NOTHING, BigDecimal::add);
    }

    private static long count(List<BaselineRow> rows) {
        return rows.stream().mapToLong(BaselineRow::operations).sum();
    }

    /** What the operations of a kind would cost after each step. */
    private static final class Kind {

        private final List<BaselineRow> before;
        private final List<BaselineRow> now;
        private final SortedMap<BaselineRow.Key, BaselineRow> byKey = new TreeMap<>();
        private final Fraction countBefore;

        Kind(List<BaselineRow> before, List<BaselineRow> now) {
            this.before = before;
            this.now = now;
            before.forEach(row -> byKey.put(row.key(), row));
            countBefore = Fraction.of(count(before));
        }

        Fraction asMany() {
            Fraction kept = Fraction.of(cost(before).subtract(thrownAway(before)));
            return kept.times(Fraction.of(count(now))).over(countBefore);
        }

        Fraction byModels() {
            Fraction sum = Fraction.ZERO;
            for (BaselineRow row : now) {
                BaselineRow old = byKey.get(row.key());
                Fraction each = old != null ? old.kept().over(Fraction.of(old.operations())) : averageAt(row);
                sum = sum.plus(each.times(Fraction.of(row.operations())));
            }
            return sum;
        }

        Fraction byUsage() {
            Fraction sum = Fraction.ZERO;
            for (BaselineRow row : now) {
                BaselineRow old = byKey.get(row.key());
                for (Map.Entry<String, BaselineRow.Line> line : row.usage().entrySet()) {
                    Fraction rate = old == null ? null : old.rate(line.getKey());
                    Fraction cost = rate == null
                            ? Fraction.of(line.getValue().cost())
                            : rate.times(Fraction.of(line.getValue().quantity()));
                    sum = sum.plus(cost.times(row.keptShare()));
                }
            }
            return sum;
        }

        /** Returns what the baseline's average operation would cost at the rates of a model that the baseline lacks. */
        private Fraction averageAt(BaselineRow row) {
            Fraction sum = Fraction.ZERO;
            for (BaselineRow old : before) {
                for (String meter : old.usage().keySet()) {
                    BaselineRow.Line line = old.usage().get(meter);
                    Fraction rate = Rates.of(row, meter);
                    Fraction cost = rate == null ? Fraction.of(line.cost()) : rate.times(Fraction.of(line.quantity()));
                    sum = sum.plus(cost.times(old.keptShare()));
                }
            }
            return sum.over(countBefore);
        }
    }
}
