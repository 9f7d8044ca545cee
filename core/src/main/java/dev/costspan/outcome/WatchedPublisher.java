package dev.costspan.outcome;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A publisher each subscription of which is an outcome. */
final class WatchedPublisher<T> implements Flow.Publisher<T> {

    private final Flow.Publisher<T> source;
    private final Subscriptions subscriptions;

    private WatchedPublisher(Flow.Publisher<T> source, Subscriptions subscriptions) {
        this.source = source;
        this.subscriptions = subscriptions;
    }

    static <T> Flow.Publisher<T> watch(Flow.Publisher<T> source, Subscriptions subscriptions) {
        WatchedPublisher<T> watched = new WatchedPublisher<>(source, subscriptions);
        subscriptions.abandonWith(watched);
        return watched;
    }

    @Override
    public void subscribe(Flow.@Nullable Subscriber<? super T> subscriber) {
        if (subscriber == null) {
            source.subscribe(null);
            return;
        }
        OpenOutcome open = subscriptions.next();
        WatchedSubscriber<T> watched = new WatchedSubscriber<>(subscriber, open);
        try (Scope ignored = open.enter()) {
            source.subscribe(watched);
        } catch (Throwable thrown) {
            open.threw(thrown);
            throw thrown;
        }
        open.abandonWith(watched);
    }

    @Override
    public String toString() {
        return source.toString();
    }

    /** Passes on what both sides say, each in its own Context, and hears the end before the subscriber does. */
    private static final class WatchedSubscriber<T> implements Flow.Subscriber<T>, Flow.Subscription {

        private final Flow.Subscriber<? super T> subscriber;
        private final OpenOutcome open;
        private final Context caller = Context.current();
        private volatile Flow.@Nullable Subscription subscription;
        private @Nullable T last;

        WatchedSubscriber(Flow.Subscriber<? super T> subscriber, OpenOutcome open) {
            this.subscriber = subscriber;
            this.open = open;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            try (Scope ignored = open.leaveTo(caller)) {
                subscriber.onSubscribe(this);
            }
        }

        @Override
        public void onNext(T item) {
            if (open.readsResult()) {
                last = item;
            }
            try (Scope ignored = open.leaveTo(caller)) {
                subscriber.onNext(item);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            open.threw(thrown);
            try (Scope ignored = open.leaveTo(caller)) {
                subscriber.onError(thrown);
            }
        }

        @Override
        public void onComplete() {
            open.returned(last);
            try (Scope ignored = open.leaveTo(caller)) {
                subscriber.onComplete();
            }
        }

        @Override
        public void request(long count) {
            Flow.Subscription upstream = subscription;
            if (upstream != null) {
                try (Scope ignored = open.enter()) {
                    upstream.request(count);
                }
            }
        }

        @Override
        public void cancel() {
            open.abandon();
            Flow.Subscription upstream = subscription;
            if (upstream != null) {
                try (Scope ignored = open.enter()) {
                    upstream.cancel();
                }
            }
        }
    }
}
