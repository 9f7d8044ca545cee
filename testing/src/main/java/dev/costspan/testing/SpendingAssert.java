package dev.costspan.testing;

import dev.costspan.attribution.AttributionKey;
import dev.costspan.pricing.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what was spent, in all or for one outcome.
 *
 * <p>What is not known is never taken for zero: an operation without an amount, or with only a part of it, fails every assertion on
 * money and the message says how to price it; one without usage fails those on tokens, one whose requests nobody counted those on
 * attempts. Amounts in several currencies fail those on money. When nothing at all was seen, every assertion fails.
 *
 * @param <S> the type of the assertion itself
 */
public class SpendingAssert<S extends SpendingAssert<S>> extends AbstractAssert<S, Spending> {

    private static final Pattern DATE = Pattern.compile("-\\d{4}-?\\d{2}-?\\d{2}");

    private boolean unansweredAreFree;

    SpendingAssert(@Nullable Spending actual, Class<? extends SpendingAssert<?>> type) {
        super(actual, type);
    }

    /**
     * Counts operations that did not complete and reported no usage as free, and as without tokens, from here on. Most providers bill
     * nothing for a request that they refuse, but nobody can tell from outside.
     */
    public S countingUnansweredAsFree() {
        unansweredAreFree = true;
        return myself;
    }

    /**
     * Verifies that it cost no more than an amount.
     *
     * @param limit an amount and its currency, such as {@code 0.02 USD}
     * @throws IllegalArgumentException when {@code limit} is not that
     */
    public S costsAtMost(String limit) {
        Money most = Figures.money("costsAtMost", limit);
        BigDecimal cost = costIn(most.currency());
        if (cost.compareTo(most.amount()) > 0) {
            failMoney("to cost at most " + Figures.plain(most), most, cost);
        }
        return myself;
    }

    /**
     * Verifies that it cost an amount, to the last digit.
     *
     * @param amount an amount and its currency, such as {@code 0.02 USD}
     * @throws IllegalArgumentException when {@code amount} is not that
     */
    public S costsExactly(String amount) {
        Money expected = Figures.money("costsExactly", amount);
        BigDecimal cost = costIn(expected.currency());
        if (cost.compareTo(expected.amount()) != 0) {
            failMoney("to cost " + Figures.plain(expected), expected, cost);
        }
        return myself;
    }

    /**
     * Verifies that it cost an amount between two, both included.
     *
     * @param least an amount and its currency, such as {@code 0.01 USD}
     * @param most an amount in the same currency, such as {@code 0.02 USD}
     * @throws IllegalArgumentException when either is not that, the currencies differ, or the first is the larger
     */
    public S costsBetween(String least, String most) {
        Money from = Figures.money("costsBetween", least);
        Money to = Figures.money("costsBetween", most);
        if (!from.currency().equals(to.currency()) || from.amount().compareTo(to.amount()) > 0) {
            throw new IllegalArgumentException(
                    "costsBetween wants two amounts in one currency, the smaller first, but has " + from + " and "
                            + to);
        }
        BigDecimal cost = costIn(from.currency());
        String expected = "to cost between " + Figures.plain(from) + " and " + Figures.plain(to);
        if (cost.compareTo(from.amount()) < 0) {
            failMoney(expected, from, cost);
        } else if (cost.compareTo(to.amount()) > 0) {
            failMoney(expected, to, cost);
        }
        return myself;
    }

    /** Verifies that the amount of every operation is known in full; it may be estimated. */
    public S isFullyPriced() {
        List<SpentOperation> unknown = unknownCosts();
        if (!unknown.isEmpty()) {
            fail("to be fully priced", HowToPrice.text(unknown));
        }
        return myself;
    }

    /** Verifies that input and output together had no more than a number of tokens, each counted once. */
    public S usesAtMostTokens(long most) {
        return atMostTokens(most, "tokens", SpentOperation::tokens);
    }

    /** Verifies that the input had no more than a number of tokens, those read from and written to caches included. */
    public S usesAtMostInputTokens(long most) {
        return atMostTokens(most, "input tokens", SpentOperation::inputTokens);
    }

    /** Verifies that the output had no more than a number of tokens, reasoning included. */
    public S usesAtMostOutputTokens(long most) {
        return atMostTokens(most, "output tokens", SpentOperation::outputTokens);
    }

    /** Verifies how many requests went on the wire, failed ones included. */
    public S hasAttempts(long expected) {
        List<SpentOperation> uncounted = where(operation -> operation.fact().attempts() < 0);
        if (!uncounted.isEmpty()) {
            fail(
                    "to have " + Figures.count(expected, "attempt"),
                    "nobody counted the requests of " + names(uncounted)
                            + ": wrap the client's HTTP client too, or tell attempts by MeteredOperation.attempt()\n");
        }
        long attempts = spending().spent().stream()
                .mapToLong(operation -> operation.fact().attempts())
                .sum();
        return count(expected, attempts, "attempt");
    }

    /** Verifies how many operations ended. */
    public S hasOperations(long expected) {
        return count(expected, spending().spent().size(), "operation");
    }

    /**
     * Verifies that no other models served; operations without a model, such as vector queries, are not looked at.
     *
     * @param models names as answers give them, with or without the date at their end
     */
    public S usesOnlyModels(String... models) {
        Set<String> others = new TreeSet<>();
        for (SpentOperation operation : spending().spent()) {
            String model = operation.fact().model();
            if (model != null && List.of(models).stream().noneMatch(name -> isModel(name, model))) {
                others.add(operation.model());
            }
        }
        if (!others.isEmpty()) {
            fail(
                    "to use only models " + String.join(", ", models),
                    "it used " + String.join(", ", others) + "\n\n" + table());
        }
        return myself;
    }

    /** Verifies that everything that was spent bought a result, be it free or not. */
    public S hasNoWaste() {
        List<SpentOperation> wasted = where(operation -> !operation.reasons().isEmpty());
        if (!wasted.isEmpty()) {
            List<Money> amounts = spending().wasted();
            String reasons = wasted.stream()
                    .flatMap(operation -> operation.reasons().stream())
                    .distinct()
                    .map(reason -> reason.id())
                    .collect(Collectors.joining(", "));
            fail(
                    "to waste nothing",
                    "it wasted " + (amounts.isEmpty() ? "an unknown amount" : Figures.plain(amounts)) + " (" + reasons
                            + ")\n\n" + table());
        }
        return myself;
    }

    /**
     * Verifies that no more than an amount bought no result.
     *
     * @param limit an amount and its currency, such as {@code 0.001 USD}
     * @throws IllegalArgumentException when {@code limit} is not that
     */
    public S wastesAtMost(String limit) {
        Money most = Figures.money("wastesAtMost", limit);
        costIn(most.currency());
        BigDecimal wasted = spending().wasted().stream().map(Money::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (wasted.compareTo(most.amount()) > 0) {
            fail(
                    "to waste at most " + Figures.plain(most),
                    "it wasted " + Figures.plain(wasted) + " " + most.currency() + ": "
                            + Figures.difference(most.amount(), wasted, most.currency()) + "\n\n" + table());
        }
        return myself;
    }

    /** Verifies that every operation was for the same one, and that there was one. */
    public S isAttributedTo(AttributionKey key, String value) {
        return attributed("to be attributed to " + key.id() + " '" + value + "'", fact -> {
            String found = fact.fact().attribution().get(key);
            return value.equals(found)
                    ? null
                    : found == null ? "has no " + key.id() : "has " + key.id() + " '" + found + "'";
        });
    }

    /** Verifies that every operation says for whom it was by each of these keys, and that there was one. */
    public S hasAttribution(AttributionKey... keys) {
        String wanted = List.of(keys).stream().map(AttributionKey::id).collect(Collectors.joining(", "));
        return attributed("to be attributed by " + wanted, operation -> {
            String missing = List.of(keys).stream()
                    .filter(key -> operation.fact().attribution().get(key) == null)
                    .map(AttributionKey::id)
                    .collect(Collectors.joining(", "));
            return missing.isEmpty() ? null : "has no " + missing;
        });
    }

    /** Returns what is looked at, which is something. */
    Spending spending() {
        isNotNull();
        String problem = actual.problem();
        if (problem != null) {
            throw failure("%s", "Nothing can be said of " + actual.title() + ": " + problem);
        }
        return actual;
    }

    /** Returns the exact sum, which is in one currency, or zero when there was no operation. */
    BigDecimal costIn(String currency) {
        List<SpentOperation> unknown = unknownCosts();
        String expected = "to cost an amount in " + currency;
        if (!unknown.isEmpty()) {
            fail(expected, HowToPrice.text(unknown) + "\n" + table());
        }
        List<Money> cost = spending().cost();
        if (cost.isEmpty()) {
            return BigDecimal.ZERO;
        }
        if (cost.size() > 1 || !cost.get(0).currency().equals(currency)) {
            fail(expected, "it cost " + Figures.plain(cost) + "\n\n" + table());
        }
        return cost.get(0).amount();
    }

    /** Fails with what was expected, what was found instead, and why. */
    void fail(String expected, String found) {
        throw failure("%s", "Expecting " + actual.title() + " " + expected + ", but " + found.stripTrailing());
    }

    String table() {
        return SpendingTable.of(spending().spent());
    }

    private void failMoney(String expected, Money nearest, BigDecimal cost) {
        fail(
                expected,
                "it cost " + Figures.plain(cost) + " " + nearest.currency() + ": "
                        + Figures.difference(nearest.amount(), cost, nearest.currency()) + "\n\n" + table());
    }

    private List<SpentOperation> unknownCosts() {
        return where(operation -> !operation.hasKnownCost() && !(unansweredAreFree && operation.isUnanswered()));
    }

    private List<SpentOperation> where(Predicate<SpentOperation> condition) {
        return spending().spent().stream().filter(condition).toList();
    }

    private S atMostTokens(long most, String what, ToLongFunction<SpentOperation> tokens) {
        String expected = "to use at most " + most + " " + what;
        List<SpentOperation> unknown =
                where(operation -> !operation.hasKnownTokens() && !(unansweredAreFree && operation.isUnanswered()));
        if (!unknown.isEmpty()) {
            fail(expected, "the usage of " + names(unknown) + " is not known\n\n" + table());
        }
        long used = spending().spent().stream().mapToLong(tokens).sum();
        if (used > most) {
            fail(
                    expected,
                    "it used " + used + ": "
                            + Figures.difference(BigDecimal.valueOf(most), BigDecimal.valueOf(used), "") + "\n\n"
                            + table());
        }
        return myself;
    }

    private S count(long expected, long found, String thing) {
        if (found != expected) {
            fail(
                    "to have " + Figures.count(expected, thing),
                    "it had " + found + ": "
                            + Figures.difference(BigDecimal.valueOf(expected), BigDecimal.valueOf(found), "") + "\n\n"
                            + table());
        }
        return myself;
    }

    private S attributed(String expected, Function<SpentOperation, @Nullable String> wrong) {
        List<String> lines = new ArrayList<>();
        for (SpentOperation operation : spending().spent()) {
            String what = wrong.apply(operation);
            if (what != null) {
                lines.add("  " + operation.fact().operation().id() + " " + operation.model() + " " + what + "\n");
            }
        }
        if (spending().spent().isEmpty()) {
            fail(expected, "no operation ended");
        }
        if (!lines.isEmpty()) {
            fail(
                    expected,
                    Figures.count(lines.size(), "operation") + " of "
                            + spending().spent().size() + (lines.size() == 1 ? " is not:\n" : " are not:\n")
                            + lines.stream().distinct().collect(Collectors.joining()));
        }
        return myself;
    }

    private static String names(List<SpentOperation> operations) {
        return operations.stream()
                .map(operation -> operation.fact().operation().id() + " " + operation.model())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static boolean isModel(String name, String served) {
        return served.startsWith(name)
                && (served.length() == name.length()
                        || DATE.matcher(served.substring(name.length())).matches());
    }
}
