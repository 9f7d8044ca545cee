package dev.costspan.outcome;

import dev.costspan.attribution.Attribution;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.Money;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The account of one outcome while it is open: every operation below its scope, on any thread the Context reaches, adds what it
 * spent.
 *
 * <p>{@code Costspan} keeps it; applications see an {@link OutcomeScope}. Thread-safe by a private lock that it shares with the
 * accounts around it, so that an operation or an end is either in all of their sums or in none; it is held only to add numbers.
 */
public final class OutcomeAccount implements ImplicitContextKeyed {

    private static final ContextKey<OutcomeAccount> KEY = ContextKey.named("costspan-outcome");

    private final Outcome outcome;
    private final Attribution attribution;
    private final List<OutcomeAccount> outer;
    private final Object lock;
    private final Rollup rollup = new Rollup();
    /** What operations add that fewer of the outer accounts count, by those that do. */
    private @Nullable Map<List<OutcomeAccount>, Rollup> narrower;

    private @Nullable SeenRequests seen;
    private @Nullable OutcomeStatus ended;

    /**
     * Opens an account.
     *
     * <p>Of several accounts of one name, the innermost alone counts an operation, so that the sum by name has each operation once.
     *
     * @param outcome which outcome it is
     * @param attribution for whom the outcome is
     * @param enclosing the account of the outcome around it, or null
     */
    public OutcomeAccount(Outcome outcome, Attribution attribution, @Nullable OutcomeAccount enclosing) {
        this.outcome = outcome;
        this.attribution = attribution;
        this.outer = enclosing == null ? List.of() : enclosing.around(outcome.name());
        // all that count one operation come to the same lock, since whoever is around this one's first is around that
        // too
        this.lock = outer.isEmpty() ? new Object() : outer.get(0).lock;
    }

    /**
     * An outcome that had ended before an operation below it did.
     *
     * @param account the outcome's
     * @param before what of the operation's cost was waste before this outcome was asked
     * @param waste what of it is waste for this outcome
     */
    public record Late(OutcomeAccount account, Waste before, Waste waste) {}

    /**
     * What an account held when it ended, and what its end made waste of that.
     *
     * @param spent everything that was spent, all of it wasted if the outcome was not reached
     * @param lost what of it nobody had counted as waste before
     */
    record Ended(OutcomeTotals spent, List<Money> lost) {}

    /** Returns the innermost account of a Context, or null. Does not block or allocate. */
    public static @Nullable OutcomeAccount from(Context context) {
        return context.get(KEY);
    }

    /** Returns which outcome it is. */
    public Outcome outcome() {
        return outcome;
    }

    /** Returns for whom the outcome is. */
    public Attribution attribution() {
        return attribution;
    }

    /** Returns the outcomes that count an operation whose innermost account this is, the innermost first. */
    public List<Outcome> counting() {
        List<Outcome> counting = new ArrayList<>();
        counting.add(outcome);
        outer.forEach(account -> counting.add(account.outcome));
        return counting;
    }

    /**
     * Adds an operation that ended to this account and to those around it that count it too.
     *
     * @param cost what it cost
     * @param attempts its requests on the wire, -1 when nobody counted
     * @param tokens its tokens, each counted once
     * @param model the model that served it, or null
     * @param waste what of the cost bought no result
     * @return the outcomes that had ended before, inner ones first; the operation comes late there, and the caller accounts for it
     */
    public List<Late> add(Cost cost, int attempts, long tokens, @Nullable String model, Waste waste) {
        List<Late> late = List.of();
        Waste known = waste;
        synchronized (lock) {
            for (int i = 0; i <= outer.size(); i++) {
                OutcomeAccount account = i == 0 ? this : outer.get(i - 1);
                if (account.ended == null) {
                    account.rollup(outer, i).add(cost, attempts, tokens, model, known);
                } else {
                    WasteReason reason = account.ended.waste();
                    Waste after = reason == null ? known : known.andRest(cost, reason);
                    late = late.isEmpty() ? new ArrayList<>() : late;
                    late.add(new Late(account, known, after));
                    known = after;
                }
            }
        }
        return late;
    }

    /** Returns whether an identical request was answered in this outcome before; remembers that it is answered now. */
    public boolean isRepeat(long fingerprint) {
        synchronized (lock) {
            if (ended != null) {
                return false;
            }
            if (seen == null) {
                seen = new SeenRequests();
            }
            return seen.addOrFind(fingerprint);
        }
    }

    /** Returns what was spent so far. */
    OutcomeTotals totals() {
        synchronized (lock) {
            OutcomeTotals totals = rollup.totals();
            for (Rollup more : narrower().values()) {
                totals = totals.plus(more.totals());
            }
            return totals;
        }
    }

    boolean isOpen() {
        synchronized (lock) {
            return ended == null;
        }
    }

    /** Ends the account; everything that an outcome which is not reached has spent is waste, here and further out. */
    Ended end(OutcomeStatus status) {
        synchronized (lock) {
            ended = status;
            seen = null;
            OutcomeTotals spent = totals();
            WasteReason reason = status.waste();
            if (reason == null) {
                return new Ended(spent, List.of());
            }
            MoneySum wasted = new MoneySum();
            MoneySum lost = new MoneySum();
            lose(rollup, outer, reason, wasted, lost);
            narrower().forEach((others, part) -> lose(part, others, reason, wasted, lost));
            return new Ended(spent.wasted(reason, wasted.sums()), lost.sums());
        }
    }

    /** Returns the open account of a name in a Context that a recursive call joins, or null. */
    static @Nullable OutcomeAccount openIn(Context context, String name) {
        OutcomeAccount innermost = from(context);
        if (innermost == null || innermost.isOpen(name)) {
            return innermost;
        }
        for (OutcomeAccount account : innermost.outer) {
            if (account.isOpen(name)) {
                return account;
            }
        }
        return null;
    }

    /** Returns {@code context} with this account as its innermost. */
    @Override
    public Context storeInContext(Context context) {
        return context.with(KEY, this);
    }

    private static void lose(
            Rollup part, List<OutcomeAccount> others, WasteReason reason, MoneySum wasted, MoneySum lost) {
        List<Money> amounts = part.totals().notWasted();
        wasted.add(amounts);
        for (int i = 0; i < others.size(); i++) {
            OutcomeAccount account = others.get(i);
            if (account.ended == null) {
                account.rollup(others, i + 1).waste(reason, amounts);
            } else if (account.ended.waste() != null) {
                // its own end has made waste of it, for everyone further out too
                return;
            }
        }
        lost.add(amounts);
    }

    private boolean isOpen(String name) {
        return outcome.name().equals(name) && isOpen();
    }

    /** Returns the accounts that count what an outcome of a name right below this one spends, inner ones first. */
    private List<OutcomeAccount> around(String name) {
        return Stream.concat(Stream.of(this), outer.stream())
                .filter(account -> !account.outcome.name().equals(name))
                .toList();
    }

    /** Returns what adds up operations that of the outer accounts only {@code others}, from an index on, count. */
    private Rollup rollup(List<OutcomeAccount> others, int from) {
        if (others.size() - from == outer.size()) {
            return rollup;
        }
        if (narrower == null) {
            narrower = new HashMap<>();
        }
        return narrower.computeIfAbsent(List.copyOf(others.subList(from, others.size())), key -> new Rollup());
    }

    private Map<List<OutcomeAccount>, Rollup> narrower() {
        return narrower == null ? Map.of() : narrower;
    }
}
