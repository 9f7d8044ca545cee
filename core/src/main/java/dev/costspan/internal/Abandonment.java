package dev.costspan.internal;

import java.lang.ref.Cleaner;

/**
 * Tells that nobody is left who could say how something ended. The thread behind it is a daemon and starts with the first watched
 * object.
 */
public final class Abandonment {

    private static final Cleaner CLEANER = Cleaner.create(task -> {
        Thread thread = new Thread(task, "costspan-abandoned");
        thread.setDaemon(true);
        return thread;
    });

    private Abandonment() {}

    /**
     * Runs something once an object is garbage.
     *
     * @param owner an object that lives for as long as somebody may still tell the end
     * @param whenGone what to run; it must not reach {@code owner} and is kept for as long as that lives
     * @return what runs it at once when cleaned, and lets go of it
     */
    public static Cleaner.Cleanable watch(Object owner, Runnable whenGone) {
        return CLEANER.register(owner, whenGone);
    }
}
