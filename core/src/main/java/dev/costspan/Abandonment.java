package dev.costspan;

import java.lang.ref.Cleaner;

/** Ends operations whose owners are garbage. The thread behind it is a daemon and starts with the first watched operation. */
final class Abandonment {

    private static final Cleaner CLEANER = Cleaner.create(task -> {
        Thread thread = new Thread(task, "costspan-abandoned-operations");
        thread.setDaemon(true);
        return thread;
    });

    private Abandonment() {}

    /** Returns what keeps the operation in memory for as long as its owner lives, unless it is cleaned before. */
    static Cleaner.Cleanable watch(Object owner, MeteredOperation operation) {
        return CLEANER.register(owner, operation::abandon);
    }
}
