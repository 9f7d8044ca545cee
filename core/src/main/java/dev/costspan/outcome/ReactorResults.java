package dev.costspan.outcome;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;

/** Reactor's {@code Mono} and {@code Flux}, and other publishers as a {@code Flux}. */
final class ReactorResults implements ReactiveResults {

    @Override
    public Class<?> type() {
        return Publisher.class;
    }

    @Override
    public boolean fits(DeclaredType promised) {
        return promised.accepts(WatchedMono.class) || promised.accepts(WatchedFlux.class);
    }

    @Override
    public @Nullable Object watch(Object stream, DeclaredType promised, Subscriptions subscriptions) {
        if (stream instanceof Mono<?> mono) {
            return promised.accepts(WatchedMono.class) ? WatchedMono.watch(mono, subscriptions) : null;
        }
        return promised.accepts(WatchedFlux.class)
                ? WatchedFlux.watch(Flux.from((Publisher<?>) stream), subscriptions)
                : null;
    }

    private static final class WatchedMono<T> extends MonoOperator<T, T> {

        private final Subscriptions subscriptions;

        private WatchedMono(Mono<T> source, Subscriptions subscriptions) {
            super(source);
            this.subscriptions = subscriptions;
        }

        static <T> Mono<T> watch(Mono<T> source, Subscriptions subscriptions) {
            WatchedMono<T> watched = new WatchedMono<>(source, subscriptions);
            subscriptions.abandonWith(watched);
            return onAssembly(watched);
        }

        @Override
        public void subscribe(CoreSubscriber<? super T> subscriber) {
            OpenOutcome open = subscriptions.next();
            WatchedSubscriber<T> watched = new WatchedSubscriber<>(subscriber, open, true);
            try (Scope ignored = open.enter()) {
                source.subscribe(watched);
            } catch (Throwable thrown) {
                open.threw(thrown);
                throw thrown;
            }
            open.abandonWith(watched);
        }
    }

    private static final class WatchedFlux<T> extends FluxOperator<T, T> {

        private final Subscriptions subscriptions;

        private WatchedFlux(Flux<T> source, Subscriptions subscriptions) {
            super(source);
            this.subscriptions = subscriptions;
        }

        static <T> Flux<T> watch(Flux<T> source, Subscriptions subscriptions) {
            WatchedFlux<T> watched = new WatchedFlux<>(source, subscriptions);
            subscriptions.abandonWith(watched);
            return onAssembly(watched);
        }

        @Override
        public void subscribe(CoreSubscriber<? super T> subscriber) {
            OpenOutcome open = subscriptions.next();
            WatchedSubscriber<T> watched = new WatchedSubscriber<>(subscriber, open, false);
            try (Scope ignored = open.enter()) {
                source.subscribe(watched);
            } catch (Throwable thrown) {
                open.threw(thrown);
                throw thrown;
            }
            open.abandonWith(watched);
        }
    }

    /** Passes on what both sides say, each in its own Context, and hears the end before the subscriber does. */
    private static final class WatchedSubscriber<T> implements CoreSubscriber<T>, Subscription {

        private final CoreSubscriber<? super T> subscriber;
        private final OpenOutcome open;
        private final boolean endsWithFirst;
        private final Context caller = Context.current();
        private @Nullable Subscription subscription;
        private @Nullable T last;

        WatchedSubscriber(CoreSubscriber<? super T> subscriber, OpenOutcome open, boolean endsWithFirst) {
            this.subscriber = subscriber;
            this.open = open;
            this.endsWithFirst = endsWithFirst;
        }

        @Override
        public reactor.util.context.Context currentContext() {
            return subscriber.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            if (Operators.validate(this.subscription, subscription)) {
                this.subscription = subscription;
                try (Scope ignored = open.leaveTo(caller)) {
                    subscriber.onSubscribe(this);
                }
            }
        }

        @Override
        public void onNext(T item) {
            if (endsWithFirst) {
                // a blocking subscriber does not wait for more
                open.returned(item);
            } else if (open.readsResult()) {
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
            Subscription upstream = subscription;
            if (upstream != null) {
                try (Scope ignored = open.enter()) {
                    upstream.request(count);
                }
            }
        }

        @Override
        public void cancel() {
            open.abandon();
            Subscription upstream = subscription;
            if (upstream != null) {
                try (Scope ignored = open.enter()) {
                    upstream.cancel();
                }
            }
        }
    }
}
