package dev.costspan.pricing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a reader of price files left out, and why. Not thread-safe. */
final class PriceFileLog {

    /** Why a model of a price file has no card. */
    enum Reason {
        /** The list names the model and no price. */
        NO_PRICE,
        /** Every rate is 0, by which LiteLLM's list also means that it does not know. */
        ALL_ZERO,
        /** It has prices, but none for a meter that is read. */
        OTHER_METERS_ONLY
    }

    private final Map<Reason, List<String>> leftOut = new EnumMap<>(Reason.class);
    private final List<String> overruled = new ArrayList<>();

    void leftOut(Reason reason, String model) {
        leftOut.computeIfAbsent(reason, r -> new ArrayList<>()).add(model);
    }

    void overruled(String what) {
        overruled.add(what);
    }

    /** Returns the models without a card, by reason. */
    Map<Reason, List<String>> leftOut() {
        return leftOut;
    }

    /** Returns the model ids that two entries price differently, with the entry that lost. */
    List<String> overruled() {
        return overruled;
    }
}
