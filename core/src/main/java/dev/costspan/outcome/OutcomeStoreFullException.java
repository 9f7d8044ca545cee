package dev.costspan.outcome;

import java.io.IOException;

/** Says that a store keeps no further outcome; its message is ours, so that it may be logged. */
final class OutcomeStoreFullException extends IOException {

    private static final long serialVersionUID = 1L;

    OutcomeStoreFullException(String store, int capacity) {
        super(store + " holds " + capacity
                + " outcomes, its capacity; settle outcomes sooner, shorten outcomeWindow, or give"
                + " outcomeStore one with a greater capacity");
    }
}
