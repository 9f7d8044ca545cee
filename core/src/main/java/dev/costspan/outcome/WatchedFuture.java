package dev.costspan.outcome;

import java.lang.ref.Reference;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A future that tells nobody of its end: the outcome ends when whoever has it sees the end. Thread-safe as far as the future is.
 */
final class WatchedFuture<T extends @Nullable Object> implements Future<T> {

    private final Future<T> future;
    private final OpenOutcome open;

    private WatchedFuture(Future<T> future, OpenOutcome open) {
        this.future = future;
        this.open = open;
    }

    /** Returns the future with an eye on it; the very future when it is done, or when the caller counts on another type. */
    static <T extends @Nullable Object> Future<T> watch(Future<T> future, DeclaredType promised, OpenOutcome open) {
        if (endIfDone(future, open)) {
            return future;
        }
        if (!promised.accepts(WatchedFuture.class)) {
            open.unseen(future);
            return future;
        }
        WatchedFuture<T> watched = new WatchedFuture<>(future, open);
        open.abandonWith(watched, () -> endIfDone(future, open));
        return watched;
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        try {
            T result = future.get();
            open.returned(result);
            return result;
        } catch (ExecutionException | CancellationException end) {
            endThrown(open, end);
            throw end;
        } finally {
            // nobody waits on garbage
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            T result = future.get(timeout, unit);
            open.returned(result);
            return result;
        } catch (ExecutionException | CancellationException end) {
            endThrown(open, end);
            throw end;
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = future.cancel(mayInterruptIfRunning);
        endIfDone(future, open);
        return cancelled;
    }

    @Override
    public boolean isCancelled() {
        boolean cancelled = future.isCancelled();
        if (cancelled) {
            open.abandon();
        }
        return cancelled;
    }

    @Override
    public boolean isDone() {
        boolean done = future.isDone();
        if (done) {
            endIfDone(future, open);
        }
        return done;
    }

    @Override
    public String toString() {
        return future.toString();
    }

    private static void endThrown(OpenOutcome open, Exception end) {
        open.threw(end instanceof ExecutionException ? end.getCause() : end);
    }

    private static boolean endIfDone(Future<?> future, OpenOutcome open) {
        try {
            if (!future.isDone()) {
                return false;
            }
            open.returned(future.get());
        } catch (ExecutionException | CancellationException end) {
            endThrown(open, end);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Throwable unreadable) {
            open.unseen(future);
        }
        return true;
    }
}
