package dev.costspan.outcome;

import dev.costspan.pricing.Cost;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What of an operation's cost bought no result, and why. Amounts by reason are disjoint and add up to {@link #amount()}, which is
 * never more than the cost. Immutable and thread-safe.
 */
public final class Waste {

    /** Nothing is wasted. */
    public static final Waste NONE = new Waste(null, Map.of(), Set.of());

    private final @Nullable String currency;
    private final Map<WasteReason, BigDecimal> amounts;
    private final Set<WasteReason> reasons;

    private Waste(@Nullable String currency, Map<WasteReason, BigDecimal> amounts, Set<WasteReason> reasons) {
        this.currency = currency;
        this.amounts = amounts;
        this.reasons = reasons;
    }

    /**
     * Returns the waste of an operation.
     *
     * @param cost what the operation cost, thrown-away attempts included
     * @param thrownAway what those attempts cost, or null when there were none that were billed
     * @param whole why the rest is waste too, in any order; none when the rest bought something
     */
    public static Waste of(Cost cost, @Nullable Cost thrownAway, Set<WasteReason> whole) {
        if (thrownAway == null && whole.isEmpty()) {
            return NONE;
        }
        Set<WasteReason> reasons = EnumSet.noneOf(WasteReason.class);
        reasons.addAll(whole);
        Map<WasteReason, BigDecimal> amounts = new EnumMap<>(WasteReason.class);
        BigDecimal rest = cost.amount();
        if (thrownAway != null) {
            reasons.add(WasteReason.FAILED_ATTEMPT);
            BigDecimal lost = thrownAway.amount();
            if (rest != null
                    && lost != null
                    && String.valueOf(thrownAway.currency()).equals(cost.currency())) {
                amounts.put(WasteReason.FAILED_ATTEMPT, lost.min(rest));
                rest = rest.subtract(lost.min(rest));
            }
        }
        if (rest != null && !whole.isEmpty()) {
            amounts.put(EnumSet.copyOf(whole).iterator().next(), rest);
        }
        return new Waste(cost.currency(), amounts, reasons);
    }

    /** Returns this waste with whatever of the cost it leaves out wasted for a reason of the outcome's. */
    public Waste andRest(Cost cost, WasteReason reason) {
        BigDecimal amount = cost.amount();
        Set<WasteReason> more = EnumSet.of(reason);
        more.addAll(reasons);
        Map<WasteReason, BigDecimal> all = new EnumMap<>(WasteReason.class);
        all.putAll(amounts);
        if (amount != null) {
            BigDecimal wasted = amount();
            BigDecimal rest = wasted == null ? amount : amount.subtract(wasted);
            if (rest.signum() != 0 || all.isEmpty()) {
                all.merge(reason, rest, BigDecimal::add);
            }
        }
        return new Waste(cost.currency(), all, more);
    }

    /** Returns the reasons, the one with the amount first; empty when nothing is wasted. */
    public List<WasteReason> reasons() {
        return List.copyOf(reasons);
    }

    /** Returns the reasons as attributes spell them. */
    public List<String> reasonIds() {
        List<String> ids = new ArrayList<>();
        reasons.forEach(reason -> ids.add(reason.id()));
        return ids;
    }

    /** Returns the amount that is wasted in units of {@link #currency()}; null when nothing is, or the cost has no amount. */
    public @Nullable BigDecimal amount() {
        return amounts.isEmpty() ? null : amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Returns the amounts by reason; unmodifiable. A reason without an amount has none of its own. */
    public Map<WasteReason, BigDecimal> amounts() {
        return Collections.unmodifiableMap(amounts);
    }

    /** Returns the currency of the amounts, or null when there is none. */
    public @Nullable String currency() {
        return currency;
    }

    /** Returns the amounts by reason, for people. */
    @Override
    public String toString() {
        return reasonIds() + " " + amounts;
    }
}
