package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.outcome.CostedOutcome;
import dev.costspan.outcome.Outcome;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.OutcomeStatus;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;

/** Methods with {@code @CostedOutcome} that return a {@link Flow.Publisher}. */
class CostedPublisherTest {

    private final Desk desk = new Desk();
    private final Listener listener = new Listener();
    private Flow.Publisher<String> source = new Cold("a", "bb");

    public interface Streaming {

        @CostedOutcome("stream")
        Flow.Publisher<String> stream();

        @CostedOutcome(value = "stream", successWhen = "!empty", quantity = "length")
        Flow.Publisher<String> checked();
    }

    private final Streaming streaming = desk.outcomes.proxy(Streaming.class, new Streaming() {
        @Override
        public Flow.Publisher<String> stream() {
            desk.ask();
            return source;
        }

        @Override
        public Flow.Publisher<String> checked() {
            return source;
        }
    });

    /** Asks a model when it is subscribed to and when it is asked for elements, which it sends on the same thread. */
    private final class Cold implements Flow.Publisher<String> {

        private final String[] items;
        Throwable failure;
        boolean endless;

        Cold(String... items) {
            this.items = items;
        }

        @Override
        public void subscribe(Flow.Subscriber<? super String> subscriber) {
            desk.ask();
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long count) {
                    desk.ask();
                    for (String item : items) {
                        subscriber.onNext(item);
                    }
                    if (failure != null) {
                        subscriber.onError(failure);
                    } else if (!endless) {
                        subscriber.onComplete();
                    }
                }

                @Override
                public void cancel() {
                    desk.ask();
                }
            });
        }
    }

    /** Asks a model for each thing it hears, which is none of the stream's business. */
    private final class Listener implements Flow.Subscriber<String> {

        final List<String> heard = new ArrayList<>();
        final List<Outcome> in = new ArrayList<>();
        Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            hear("subscribed");
            this.subscription = subscription;
        }

        @Override
        public void onNext(String item) {
            hear(item);
        }

        @Override
        public void onError(Throwable thrown) {
            hear(thrown.getMessage());
        }

        @Override
        public void onComplete() {
            hear("complete");
        }

        private void hear(String what) {
            heard.add(what);
            in.add(Outcome.current());
        }
    }

    @Test
    void publisher_whenItCompletes_isASuccessWithWhatCallAndSubscriptionSpent() {
        Flow.Publisher<String> watched = streaming.stream();
        assertThat(desk.ended).isEmpty();

        watched.subscribe(listener);
        assertThat(desk.ended).isEmpty();
        listener.subscription.request(2);

        assertThat(listener.heard).containsExactly("subscribed", "a", "bb", "complete");
        assertThat(listener.in).containsOnlyNulls();
        assertEnded(OutcomeStatus.SUCCESS, null);
        assertThat(desk.only().spent().operations()).isEqualTo(3);
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void publisher_whenTheSubscriberHasAContext_callsItBackInThat() {
        Flow.Publisher<String> watched = streaming.stream();
        try (OutcomeScope ignored = desk.observed.costspan.outcome("caller")) {
            watched.subscribe(listener);
            listener.subscription.request(2);
            assertThat(listener.in).hasSize(4).allMatch(in -> in.name().equals("caller"));
        }
    }

    @Test
    void publisher_whenItHasElements_readsTheLast() {
        streaming.checked().subscribe(listener);
        listener.subscription.request(2);

        assertEnded(OutcomeStatus.SUCCESS, null);
        assertThat(desk.only().quantity()).isEqualByComparingTo("2");
    }

    @Test
    void publisher_whenItHasNoElements_isUnknownWhereTheyAreRead() {
        source = new Cold();
        streaming.checked().subscribe(listener);
        listener.subscription.request(2);

        assertEnded(OutcomeStatus.FAILURE, "unknown");
    }

    @Test
    void publisher_whenItFails_fails() {
        Cold failing = new Cold("a");
        failing.failure = new IllegalStateException("broken");
        source = failing;
        streaming.stream().subscribe(listener);
        listener.subscription.request(2);

        assertThat(listener.heard).containsExactly("subscribed", "a", "broken");
        assertEnded(OutcomeStatus.FAILURE, IllegalStateException.class.getName());
    }

    @Test
    void publisher_whenTheSubscriptionIsCancelled_isAbandoned() {
        Cold endless = new Cold("a");
        endless.endless = true;
        source = endless;
        streaming.stream().subscribe(listener);
        listener.subscription.request(1);
        listener.subscription.cancel();

        assertEnded(OutcomeStatus.ABANDONED, null);
    }

    @Test
    void publisher_whenSubscribedToAgain_isAnOutcomeEach() {
        Flow.Publisher<String> watched = streaming.stream();
        watched.subscribe(listener);
        listener.subscription.request(2);
        watched.subscribe(listener);
        listener.subscription.request(2);

        assertThat(desk.ended).hasSize(2);
        assertThat(desk.ended.get(0).spent().operations()).isEqualTo(3);
        assertThat(desk.ended.get(1).spent().operations()).isEqualTo(2);
        assertThat(desk.ended.get(0).outcome()).isNotEqualTo(desk.ended.get(1).outcome());
    }

    @Test
    void publisher_whenNobodySubscribes_isAbandonedAsGarbage() throws InterruptedException {
        streaming.stream();

        assertThat(desk.onlyAfterCollection().status()).isEqualTo(OutcomeStatus.ABANDONED);
    }

    @Test
    void publisher_whenTheSubscriptionIsForgotten_isAbandonedAsGarbage() throws InterruptedException {
        streaming.stream().subscribe(listener);
        listener.subscription = null;

        assertThat(desk.onlyAfterCollection().status()).isEqualTo(OutcomeStatus.ABANDONED);
    }

    @Test
    void publisher_whenItIsGarbageButTheSubscriptionLives_staysOpen() {
        streaming.stream().subscribe(listener);
        System.gc();

        assertThat(desk.ended).isEmpty();
        listener.subscription.request(2);
        assertEnded(OutcomeStatus.SUCCESS, null);
    }

    @Test
    void publisher_whenSubscribingThrows_fails() {
        source = subscriber -> {
            throw Failing.failure();
        };
        Flow.Publisher<String> watched = streaming.stream();

        assertThatThrownBy(() -> watched.subscribe(listener)).isInstanceOf(IllegalStateException.class);

        assertEnded(OutcomeStatus.FAILURE, IllegalStateException.class.getName());
    }

    @Test
    void publisher_whenTheSubscriberIsNull_isAsTheSourceWouldHaveIt() {
        try (SubmissionPublisher<String> submission = new SubmissionPublisher<>()) {
            source = submission;
            Flow.Publisher<String> watched = streaming.stream();

            assertThat(watched).hasToString(submission.toString());
            assertThatThrownBy(() -> watched.subscribe(null)).isInstanceOf(NullPointerException.class);
            assertThat(desk.ended).isEmpty();
        }
    }

    @Test
    void publisher_whenItCompletesWhileItIsCancelled_endsOnce() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            for (int i = 0; i < 300; i++) {
                Listener raced = new Listener();
                streaming.checked().subscribe(raced);
                CyclicBarrier start = new CyclicBarrier(2);
                Future<?> completed = thread.submit(() -> {
                    start.await();
                    raced.subscription.request(2);
                    return null;
                });
                start.await();
                raced.subscription.cancel();
                completed.get();
                assertThat(desk.ended).hasSize(i + 1);
            }
        } finally {
            thread.shutdownNow();
        }
        assertThat(desk.ended)
                .extracting(OutcomeRecord::status)
                .isSubsetOf(OutcomeStatus.SUCCESS, OutcomeStatus.ABANDONED);
    }

    private void assertEnded(OutcomeStatus status, String reason) {
        assertThat(desk.only().status()).isEqualTo(status);
        assertThat(desk.only().reason()).isEqualTo(reason);
    }
}
