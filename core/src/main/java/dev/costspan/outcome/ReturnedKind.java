package dev.costspan.outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a method returns: its result, or something that tells the result later. Immutable and thread-safe. */
final class ReturnedKind {

    private static final @Nullable ReactiveResults REACTIVE = OptionalReactor.RESULTS;
    private static final List<Class<?>> LATE = late();

    private final DeclaredType promised;
    private final DeclaredType result;
    private final boolean maybeLate;
    private final boolean beginsWhenSubscribed;

    private ReturnedKind(DeclaredType promised, DeclaredType returned, DeclaredType result) {
        this.promised = promised;
        this.result = result;
        Class<?> type = returned.raw();
        this.maybeLate = LATE.stream().anyMatch(late -> late.isAssignableFrom(type) || type.isAssignableFrom(late));
        this.beginsWhenSubscribed = REACTIVE != null && REACTIVE.type().isAssignableFrom(type);
    }

    /** Finds out from what is declared; says in {@code faults} when a stream or future is of a type that hides its end. */
    static ReturnedKind of(CostedPlaces places, List<String> faults) {
        List<DeclaredType> returned = places.returned();
        DeclaredType result = DeclaredType.of(Object.class);
        for (int i = returned.size() - 1; i >= 0; i--) {
            DeclaredType here = element(returned.get(i));
            if (here.raw() != Object.class) {
                result = here;
            }
        }
        DeclaredType promised = places.promised();
        if (hidesItsEnd(promised)) {
            faults.add(
                    "it returns a " + promised.raw().getName()
                            + ", whose end cannot be seen: let it return a CompletionStage, Future, Flow.Publisher, Mono or Flux");
        }
        return new ReturnedKind(promised, returned.get(0), result);
    }

    /** Returns the declared type of the result, or of what the returned object ends with. */
    DeclaredType result() {
        return result;
    }

    /** Returns whether the work begins when somebody subscribes, and not with the call. */
    boolean beginsWhenSubscribed() {
        return beginsWhenSubscribed;
    }

    /**
     * Ends the outcome by what the method returned, or sees to it that it ends later. Never throws.
     *
     * @param returned what the method returned
     * @param open the outcome; null when none is open yet
     * @param further opens one
     * @return what the caller gets: the same object, or one that stands for it
     */
    @SuppressWarnings("FutureReturnValueIgnored") // it is handed on
    @Nullable Object follow(@Nullable Object returned, @Nullable OpenOutcome open, Supplier<OpenOutcome> further) {
        if (returned == null || !maybeLate) {
            opened(open, further).returned(returned);
            return returned;
        }
        try {
            Object stream = watchedStream(returned, new Subscriptions(open, further));
            if (stream != null) {
                return stream;
            }
        } catch (Throwable unwatchable) {
            opened(open, further).unseen(returned);
            return returned;
        }
        OpenOutcome now = opened(open, further);
        if (returned instanceof CompletionStage<?> stage) {
            now.endWith(stage);
        } else if (returned instanceof Future<?> future) {
            return WatchedFuture.watch(future, promised, now);
        } else if (LATE.stream().anyMatch(late -> late.isInstance(returned))) {
            now.unseen(returned);
        } else {
            now.returned(returned);
        }
        return returned;
    }

    private static OpenOutcome opened(@Nullable OpenOutcome open, Supplier<OpenOutcome> further) {
        return open != null ? open : further.get();
    }

    private @Nullable Object watchedStream(Object returned, Subscriptions subscriptions) {
        if (returned instanceof Flow.Publisher<?> publisher && promised.accepts(WatchedPublisher.class)) {
            return WatchedPublisher.watch(publisher, subscriptions);
        }
        return REACTIVE != null && REACTIVE.type().isInstance(returned)
                ? REACTIVE.watch(returned, promised, subscriptions)
                : null;
    }

    private static DeclaredType element(DeclaredType returned) {
        for (Class<?> late : LATE) {
            DeclaredType argument = returned.argument(late);
            if (argument != null) {
                return argument;
            }
        }
        return returned;
    }

    private static boolean hidesItsEnd(DeclaredType promised) {
        Class<?> type = promised.raw();
        if (CompletionStage.class.isAssignableFrom(type)) {
            return false;
        }
        return Future.class.isAssignableFrom(type) && !promised.accepts(WatchedFuture.class)
                || Flow.Publisher.class.isAssignableFrom(type) && !promised.accepts(WatchedPublisher.class)
                || REACTIVE != null && REACTIVE.type().isAssignableFrom(type) && !REACTIVE.fits(promised);
    }

    private static List<Class<?>> late() {
        List<Class<?>> late = new ArrayList<>(List.of(CompletionStage.class, Future.class, Flow.Publisher.class));
        if (REACTIVE != null) {
            late.add(REACTIVE.type());
        }
        return List.copyOf(late);
    }
}
