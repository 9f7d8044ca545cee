package dev.costspan.testing;

import dev.costspan.pricing.UnpricedReason;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failed assertion says of operations whose cost is not known: which they are, why, and what to do about it. */
final class HowToPrice {

    private HowToPrice() {}

    /** Returns the text, which begins in the middle of a sentence. */
    static String text(List<SpentOperation> unknown) {
        Set<String> whys = new LinkedHashSet<>();
        Set<String> hints = new LinkedHashSet<>();
        Set<String> cards = new LinkedHashSet<>();
        for (SpentOperation operation : unknown) {
            CostRecord fact = operation.fact();
            UnpricedReason reason = fact.cost().unpricedReason();
            whys.add("  " + fact.operation().id() + " " + operation.model() + ": "
                    + (reason == null ? "partial" : reason.id()) + ", " + why(reason, fact) + "\n");
            String hint = hint(reason);
            if (hint == null) {
                cards.add(card(fact));
            } else {
                hints.add(hint + "\n");
            }
        }
        return "the cost of " + Figures.count(unknown.size(), "operation") + " is not known:\n"
                + String.join("", whys)
                + String.join("", hints)
                + (cards.isEmpty() ? "" : "Give the price book of this test a card, with prices of your own:\n")
                + String.join("", cards);
    }

    private static String why(@Nullable UnpricedReason reason, CostRecord fact) {
        if (reason == null) {
            return "a quantity or a rate is missing, so that " + fact.cost() + " is a lower bound";
        }
        return switch (reason) {
            case UNKNOWN_MODEL -> "no card names this model of provider '" + fact.provider() + "'";
            case MISSING_MODEL -> "neither the request nor the answer names a model";
            case HIDDEN_MODEL -> "the name stands for something of the account's own";
            case UNREADABLE_MODEL -> "the name is too long to be one, or holds control characters";
            case MISSING_PROVIDER -> "no provider is named";
            case NO_CARD_AT_INSTANT -> "no card of the model is valid at " + fact.startedAt();
            case NO_CARD_FOR_TIER -> "no card of the model is for service tier '" + fact.serviceTier() + "'";
            case NO_CARD_FOR_CONDITIONS -> "no card of the model is for the region and options of the request";
            case NO_CARD_FOR_CONTEXT -> "no card of the model is for a request of this size";
            case MISSING_USAGE -> "the answer came without usage";
            case MISSING_RATE -> "the card has no rate for anything of " + fact.usage();
            case NO_ANSWER -> "it did not complete (" + fact.errorType() + ") and reported no usage";
            case INVALID_USAGE ->
                "the usage contradicts itself: " + fact.usage().problem();
            case PRICE_BOOK_FAILED -> "the price book failed, as the log says";
        };
    }

    /** Returns what to do, or null when a card is what is missing. */
    private static @Nullable String hint(@Nullable UnpricedReason reason) {
        if (reason == null) {
            return null;
        }
        return switch (reason) {
            case MISSING_USAGE, INVALID_USAGE -> "Let the answer of the test's model report its usage.";
            case NO_ANSWER ->
                "If the provider bills nothing for that, say countingUnansweredAsFree() before the assertion.";
            case NO_CARD_AT_INSTANT -> "Set the test's clock to an instant at which there is a price, or add a card.";
            case HIDDEN_MODEL -> "Name the model behind it: PriceBook.builder().alias(provider, name, model).";
            case MISSING_MODEL, UNREADABLE_MODEL, MISSING_PROVIDER ->
                "Let the client, or its wrapper, name provider and model.";
            case PRICE_BOOK_FAILED -> "Look at the log of this test.";
            default -> null;
        };
    }

    private static String card(CostRecord fact) {
        StringBuilder card = new StringBuilder("  PriceBook.builder().card(PriceCard.builder(\"")
                .append(fact.provider())
                .append('"');
        String model = fact.model();
        if (model != null) {
            card.append(", \"").append(model).append('"');
        }
        card.append(")\n");
        for (int i = 0; i < Meter.count(); i++) {
            Meter meter = Meter.at(i);
            if (isBilled(meter, fact.operation(), fact.usage())) {
                card.append(meter.isTokens() ? "      .perMillion(Meter." : "      .rate(Meter.")
                        .append(meter.name())
                        .append(meter.isTokens() ? ", \"…\")\n" : ", Rate.perUnit(\"…\"))\n");
            }
        }
        return card.append("      .build()).build()\n").toString();
    }

    /** What was reported and is no part of something else that was; where nothing was, what such an operation usually has. */
    private static boolean isBilled(Meter meter, Operation operation, Usage usage) {
        if (usage.isUnknown()) {
            boolean expectsTokens = operation.expects(Meter.INPUT_TOKENS);
            return expectsTokens ? operation.expects(meter) : meter == operation.perCall();
        }
        if (!usage.has(meter)) {
            return false;
        }
        for (int i = 0; i < Meter.count(); i++) {
            if (Meter.at(i).contains(meter) && usage.has(Meter.at(i))) {
                return false;
            }
        }
        return true;
    }
}
