package dev.costspan.features;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** A stage of a client's own that lets nobody listen. */
final class UnwatchableStage extends CompletableFuture<Answer> {

    @Override
    public CompletableFuture<Answer> whenComplete(BiConsumer<? super Answer, ? super Throwable> action) {
        throw new UnsupportedOperationException(Failing.SECRET);
    }
}
