package dev.costspan.budget;

import dev.costspan.pricing.Cost;

/** Room that a budget has set aside for one operation. Exactly one of its methods is called, once, from any thread. */
public interface Reservation {

    /** Nothing was set aside. */
    Reservation NONE = new Reservation() {
        @Override
        public void settle(Cost cost) {}

        @Override
        public void release() {}
    };

    /**
     * Replaces the room by the fact.
     *
     * @param cost what the operation cost, which may have no amount
     */
    void settle(Cost cost);

    /** Gives the room back: nothing was sent, or another operation accounts for what was. */
    void release();
}
