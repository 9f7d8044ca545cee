package dev.costspan.cli;

import dev.costspan.pricing.Cost;
import dev.costspan.pricing.LineItem;
import dev.costspan.pricing.PriceCard;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a cost is not simply priced, in a few words. */
final class Reasons {

    private static final List<Meter> TOTALS = List.of(Meter.INPUT_TOKENS, Meter.OUTPUT_TOKENS);

    private Reasons() {}

    /** Returns the reason, or null when there is nothing to say. */
    static @Nullable String of(PricedCase priced) {
        Cost cost = priced.cost();
        return switch (cost.status()) {
            case PRICED -> null;
            case PARTIAL -> missing(priced);
            case ESTIMATED -> assumed(priced);
            case UNPRICED -> id(cost.unpricedReason());
            case INVALID -> problem(cost);
        };
    }

    private static String assumed(PricedCase priced) {
        if (priced.usage().isEstimated()) {
            return "usage is estimated";
        }
        return priced.usage().hasUnknownOverlap()
                ? "an overlap of quantities is not stated"
                : "a rate is that of another name or kind, by a written rule";
    }

    private static @Nullable String problem(Cost cost) {
        String problem = cost.usage().problem();
        return problem == null ? id(cost.unpricedReason()) : problem;
    }

    private static @Nullable String id(@Nullable UnpricedReason reason) {
        return reason == null ? null : reason.id();
    }

    private static String missing(PricedCase priced) {
        Usage usage = priced.usage();
        List<String> missing = new ArrayList<>();
        PriceCard card = priced.cost().card();
        if (card != null) {
            for (Meter total : TOTALS) {
                if (priced.operation().expects(total) && !usage.has(total) && card.rate(total) != null) {
                    missing.add(total.id() + " is not stated");
                }
            }
            List<LineItem> lines = priced.cost().items();
            for (Meter meter : Meter.values()) {
                if (usage.unscaled(meter) != 0 && !isRated(card, lines, meter)) {
                    missing.add("no rate for " + meter.id());
                }
            }
            if (!card.unreadKeys().isEmpty()) {
                missing.add("price keys not understood: " + String.join(", ", card.unreadKeys()));
            }
        }
        return missing.isEmpty() ? "a rate is missing" : String.join("; ", missing);
    }

    /** Returns whether the meter, or one that contains it, has a rate. */
    private static boolean isRated(PriceCard card, List<LineItem> lines, Meter meter) {
        if (lines.stream()
                .anyMatch(line -> line.ratedAs() == meter || line.ratedAs().contains(meter))) {
            return true;
        }
        for (int i = 0; i < Meter.count(); i++) {
            Meter rated = Meter.at(i);
            if ((rated == meter || rated.contains(meter)) && card.rate(rated) != null) {
                return true;
            }
        }
        return false;
    }
}
