package dev.costspan.outcome;

import java.util.Arrays;

/** The fingerprints of requests that were answered in one outcome, a bounded set of longs. Guarded by its account. */
final class SeenRequests {

    /** An outcome that asks more different things than this is no loop any more; further ones are not remembered. */
    private static final int MOST = 1_024;

    private static final int FIRST_SLOTS = 8;

    private long[] slots = new long[FIRST_SLOTS];
    private int size;

    /** Remembers a fingerprint; returns whether it was there before. */
    boolean addOrFind(long fingerprint) {
        // 0 marks a free slot
        long value = fingerprint == 0 ? 1 : fingerprint;
        int slot = find(slots, value);
        if (slots[slot] == value) {
            return true;
        }
        if (size < MOST) {
            slots[slot] = value;
            size++;
            if (size * 2 > slots.length) {
                grow();
            }
        }
        return false;
    }

    private void grow() {
        long[] wider = new long[slots.length * 2];
        Arrays.stream(slots).filter(value -> value != 0).forEach(value -> wider[find(wider, value)] = value);
        slots = wider;
    }

    private static int find(long[] in, long value) {
        int slot = (int) (value ^ value >>> 32) & in.length - 1;
        while (in[slot] != 0 && in[slot] != value) {
            slot = slot + 1 & in.length - 1;
        }
        return slot;
    }
}
