package dev.costspan.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the cost of a resource that is paid by the hour, used or not, is spread over what used it.
 *
 * <pre>{@code
 * Allocation hour = AllocationRule.hourly("house/a100", Money.of("3.60", "USD"))
 *         .units(2)
 *         .over(Duration.ofHours(1))
 *         .share("team-a/chat", Duration.ofSeconds(1800))
 *         .share("team-b/rag", Duration.ofSeconds(900))
 *         .allocate();
 * }</pre>
 *
 * <p>There is one rule for all of them. A window costs price × units × hours. Each user gets that cost in proportion to its
 * weight; where the capacity of the window is known, what of it nobody used is idle and a line of its own. To leave idle
 * out, as if the resource were always busy, understates what a request costs 2.5 to 36 times (measured in arXiv 2606.11690).
 *
 * <table>
 * <caption>What is shared how</caption>
 * <tr><th>resource</th><th>rule</th><th>weight</th><th>capacity of a window</th></tr>
 * <tr><td>own GPUs, the hosting of a fine-tuned model</td><td>{@link #hourly(String, Money)}</td><td>busy time</td>
 * <td>units × slots × its length</td></tr>
 * <tr><td>provisioned throughput</td><td>{@link #provisioned}</td><td>tokens</td>
 * <td>units × tokens per minute × minutes</td></tr>
 * <tr><td>nodes of a vector database</td><td>{@link #nodes}</td><td>queries</td><td>unknown, so nothing is idle</td></tr>
 * <tr><td>an evaluation run, a monthly minimum</td><td>{@link Allocation#of}</td><td>cases, candidates</td><td>none</td></tr>
 * </table>
 *
 * <p>Fine-tuning itself is billed per token trained, epochs included, and needs no rule: it is a rate on {@link
 * dev.costspan.usage.Meter#TRAINING_TOKENS}. Immutable and thread-safe.
 */
public final class AllocationRule {

    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3_600);
    private static final long MINUTES_PER_HOUR = 60;

    private final String resource;
    private final Money unitHour;
    private final int units;
    private final boolean timed;
    /** What one unit can do in an hour, in seconds when {@link #timed}, else in tokens; null when nobody knows. */
    private final @Nullable BigDecimal unitHourCapacity;

    private AllocationRule(
            String resource, Money unitHour, int units, boolean timed, @Nullable BigDecimal unitHourCapacity) {
        this.resource = FigureChecks.named("a shared resource", resource);
        this.unitHour = unitHour;
        this.units = units;
        this.timed = timed;
        this.unitHourCapacity = unitHourCapacity;
        FigureChecks.positive("the price per hour of '" + resource + "'", unitHour.amount());
        FigureChecks.positive("the number of units of '" + resource + "'", BigDecimal.valueOf(units));
    }

    /**
     * Returns a rule for units that serve one operation at a time, shared by busy time.
     *
     * @param resource the name of what is paid for
     * @param unitHour what one unit costs in one hour
     * @throws IllegalArgumentException when the name is blank or the price is not positive
     */
    public static AllocationRule hourly(String resource, Money unitHour) {
        return hourly(resource, unitHour, 1);
    }

    /**
     * Returns a rule for units that serve several operations at a time, shared by busy time. A GPU that batches 8 requests has
     * 8 slots; with fewer stated than are used, busy times add up to more than the window and hide what is idle.
     *
     * @param resource the name of what is paid for
     * @param unitHour what one unit costs in one hour
     * @param slots how many operations one unit serves at a time
     * @throws IllegalArgumentException when the name is blank, or the price or the number of slots is not positive
     */
    public static AllocationRule hourly(String resource, Money unitHour, int slots) {
        BigDecimal seconds = FigureChecks.positive(
                        "the slots of a unit of '" + resource + "'", BigDecimal.valueOf(slots))
                .multiply(SECONDS_PER_HOUR);
        return new AllocationRule(resource, unitHour, 1, true, seconds);
    }

    /**
     * Returns a rule for provisioned throughput, shared by tokens. Where input and output weigh differently, give the
     * provider's weighted sum, the one its tokens per minute are stated in.
     *
     * @param resource the name of what is paid for
     * @param unitHour what one unit costs in one hour
     * @param tokensPerMinute what one unit can serve
     * @throws IllegalArgumentException when the name is blank, or the price or the throughput is not positive
     */
    public static AllocationRule provisioned(String resource, Money unitHour, long tokensPerMinute) {
        BigDecimal perMinute = FigureChecks.positive(
                "the tokens per minute of a unit of '" + resource + "'", BigDecimal.valueOf(tokensPerMinute));
        return new AllocationRule(
                resource, unitHour, 1, false, perMinute.multiply(BigDecimal.valueOf(MINUTES_PER_HOUR)));
    }

    /**
     * Returns a rule for nodes whose capacity is not known, shared by a count such as queries. Users bear the whole cost of a
     * window; it is idle only when there were none.
     *
     * @param resource the name of what is paid for
     * @param unitHour what one node costs in one hour
     * @throws IllegalArgumentException when the name is blank or the price is not positive
     */
    public static AllocationRule nodes(String resource, Money unitHour) {
        return new AllocationRule(resource, unitHour, 1, false, null);
    }

    /**
     * Returns this rule for another number of units, instances or nodes; a new rule has one.
     *
     * @throws IllegalArgumentException when the number is not positive
     */
    public AllocationRule units(int units) {
        return new AllocationRule(resource, unitHour, units, timed, unitHourCapacity);
    }

    /**
     * Returns a builder for the allocation of a window of this length. The cost of the window is rounded half to even to {@link
     * Allocation#PLACES} places, or to as many as the price has where those are more; its capacity to {@link
     * Allocation#PLACES}.
     *
     * @throws IllegalArgumentException when the window is not longer than zero
     */
    public Allocation.Builder over(Duration window) {
        BigDecimal seconds = FigureChecks.positive("the seconds of a window of '" + resource + "'", seconds(window));
        BigDecimal unitSeconds = seconds.multiply(BigDecimal.valueOf(units));
        int places = Math.max(Allocation.PLACES, unitHour.amount().scale());
        Money cost = new Money(perHour(unitHour.amount(), unitSeconds, places), unitHour.currency());
        BigDecimal capacity =
                unitHourCapacity == null ? null : perHour(unitHourCapacity, unitSeconds, Allocation.PLACES);
        return new Allocation.Builder(resource, cost, timed, capacity);
    }

    String resource() {
        return resource;
    }

    /** Returns whether weights are busy times rather than counts. */
    boolean isTimed() {
        return timed;
    }

    static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    }

    private static BigDecimal perHour(BigDecimal figure, BigDecimal seconds, int places) {
        return figure.multiply(seconds).divide(SECONDS_PER_HOUR, places, RoundingMode.HALF_EVEN);
    }

    /** Returns the resource with its units and price, for people. */
    @Override
    public String toString() {
        return resource + ": " + units + " × " + unitHour + " per hour";
    }
}
