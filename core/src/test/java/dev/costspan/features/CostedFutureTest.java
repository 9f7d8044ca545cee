package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.outcome.CostedOutcome;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeStatus;
import io.opentelemetry.context.Context;
import java.lang.ref.Reference;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Methods with {@code @CostedOutcome} that return a stage or a future. */
class CostedFutureTest {

    private final Desk desk = new Desk();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private CompletableFuture<String> stage = new CompletableFuture<>();
    private Future<String> future = stage;

    public interface Async {

        @CostedOutcome("async")
        CompletionStage<String> stage();

        @CostedOutcome(value = "async", successWhen = "!empty", quantity = "length")
        CompletableFuture<String> checkedStage();

        @CostedOutcome("async")
        Future<String> future();

        @CostedOutcome(value = "async", successWhen = "!empty")
        Future<String> checkedFuture();

        @CostedOutcome("async")
        Object anything();
    }

    private final Async async = desk.outcomes.proxy(Async.class, new Async() {
        @Override
        public CompletionStage<String> stage() {
            desk.ask();
            return stage;
        }

        @Override
        public CompletableFuture<String> checkedStage() {
            return stage;
        }

        @Override
        public Future<String> future() {
            desk.ask();
            return future;
        }

        @Override
        public Future<String> checkedFuture() {
            return future;
        }

        @Override
        public Object anything() {
            return future;
        }
    });

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    @Test
    void stage_whenItCompletes_isTheSameAndEndsTheOutcome() throws Exception {
        assertThat(async.stage()).isSameAs(stage);
        assertThat(desk.ended).isEmpty();
        assertThat(Context.current()).isSameAs(Context.root());

        thread.submit(() -> stage.complete("resolved")).get();

        assertEnded(OutcomeStatus.SUCCESS, null);
        assertThat(desk.only().spent().operations()).isEqualTo(1);
        assertThat(thread.submit(Context::current).get()).isSameAs(Context.root());
    }

    @Test
    void stage_whenItIsThereAlready_endsTheOutcomeAtOnce() {
        stage.complete("resolved");

        async.checkedStage();

        assertEnded(OutcomeStatus.SUCCESS, null);
        assertThat(desk.only().quantity()).isEqualByComparingTo("8");
    }

    @Test
    void stage_whenItsResultSaysSo_isAFailure() {
        async.checkedStage();
        stage.complete("");

        assertEnded(OutcomeStatus.FAILURE, "result");
    }

    @Test
    void stage_whenItsResultIsNull_isUnknown() {
        async.checkedStage();
        stage.complete(null);

        assertEnded(OutcomeStatus.FAILURE, "unknown");
    }

    @Test
    void stage_whenThereIsNone_isAResultOfNull() {
        stage = null;

        assertThat(async.stage()).isNull();

        assertEnded(OutcomeStatus.SUCCESS, null);
    }

    @Test
    void stage_whenItFails_failsByTheCause() {
        async.stage();
        stage.completeExceptionally(new CompletionException(new IllegalStateException(Failing.SECRET)));

        assertEnded(OutcomeStatus.FAILURE, IllegalStateException.class.getName());
    }

    @Test
    void stage_whenItIsCancelled_isAbandoned() {
        ((CompletableFuture<String>) async.stage()).cancel(true);

        assertEnded(OutcomeStatus.ABANDONED, null);
    }

    @Test
    void stage_whenNobodyIsLeftToCompleteIt_isAbandoned() throws InterruptedException {
        async.stage();
        stage = null;
        future = null;

        assertThat(desk.onlyAfterCollection().status()).isEqualTo(OutcomeStatus.ABANDONED);
    }

    @Test
    void stage_whenItLivesOn_staysOpenThroughACollection() {
        async.stage();
        System.gc();

        assertThat(desk.ended).isEmpty();
        stage.complete("resolved");
        assertEnded(OutcomeStatus.SUCCESS, null);
    }

    @Test
    void stage_whenItLetsNobodyListen_isUnknownAndComesBackUntouched() {
        UnwatchableStage deaf = new UnwatchableStage();
        Callable<CompletionStage<Answer>> body = () -> deaf;
        try (CapturedLog log = new CapturedLog()) {
            assertThat(callAnnotated(body)).isSameAs(deaf);

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .contains("'deaf'", UnwatchableStage.class.getName())
                    .doesNotContain(Failing.SECRET);
        }
        assertEnded(OutcomeStatus.FAILURE, "unknown");
        assertThat(desk.outcomes.builder("deaf").callAsync(() -> deaf)).isSameAs(deaf);
    }

    public record Calling<T>(Callable<T> body) implements Callable<T> {

        @Override
        @CostedOutcome("deaf")
        public T call() throws Exception {
            return body.call();
        }
    }

    private Object callAnnotated(Callable<?> body) {
        try {
            return desk.outcomes.proxy(Callable.class, new Calling<>(body)).call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void stage_whenItCompletesWhileItIsCancelled_endsOnce() throws Exception {
        for (int i = 0; i < 500; i++) {
            stage = new CompletableFuture<>();
            CompletableFuture<String> raced = stage;
            async.stage();
            CyclicBarrier start = new CyclicBarrier(2);
            Future<Boolean> completed = thread.submit(() -> {
                start.await();
                return raced.complete("resolved");
            });
            start.await();
            boolean cancelled = raced.cancel(true);
            assertThat(completed.get()).isNotEqualTo(cancelled);
            assertThat(desk.ended).hasSize(i + 1);
            assertThat(desk.ended.get(i).status())
                    .isEqualTo(cancelled ? OutcomeStatus.ABANDONED : OutcomeStatus.SUCCESS);
        }
    }

    @Test
    void future_whenGotten_endsTheOutcome() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        future = thread.submit(() -> {
            answer.await();
            return "resolved";
        });

        Future<String> watched = async.future();

        assertThat(watched).isNotSameAs(future).hasToString(future.toString());
        assertThat(watched.isDone()).isFalse();
        assertThat(watched.isCancelled()).isFalse();
        assertThatThrownBy(() -> watched.get(1, TimeUnit.NANOSECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(desk.ended).isEmpty();
        answer.countDown();
        assertThat(watched.get()).isEqualTo("resolved");
        assertThat(watched.get(1, TimeUnit.MINUTES)).isEqualTo("resolved");
        assertEnded(OutcomeStatus.SUCCESS, null);
        assertThat(desk.only().spent().operations()).isEqualTo(1);
    }

    @Test
    void future_whenGottenInTime_endsTheOutcomeByItsResult() throws Exception {
        FutureTask<String> task = new FutureTask<>(() -> "");
        future = task;
        Future<String> watched = async.checkedFuture();
        task.run();

        assertThat(watched.get(1, TimeUnit.MINUTES)).isEmpty();

        assertEnded(OutcomeStatus.FAILURE, "result");
    }

    @Test
    void future_whenSeenDone_endsTheOutcome() {
        FutureTask<String> task = new FutureTask<>(() -> "resolved");
        future = task;
        Future<String> watched = async.checkedFuture();
        task.run();
        assertThat(desk.ended).isEmpty();

        assertThat(watched.isDone()).isTrue();

        assertEnded(OutcomeStatus.SUCCESS, null);
    }

    @Test
    void future_whenItFails_failsByTheCause() {
        FutureTask<String> task = new FutureTask<>(() -> {
            throw Failing.failure();
        });
        future = task;
        Future<String> watched = async.future();
        task.run();

        assertThatThrownBy(watched::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);

        assertEnded(OutcomeStatus.FAILURE, IllegalStateException.class.getName());
    }

    @Test
    void future_whenCancelledThroughIt_isAbandoned() {
        future = new FutureTask<>(() -> "resolved");
        Future<String> watched = async.future();

        assertThat(watched.cancel(true)).isTrue();

        assertThat(future.isCancelled()).isTrue();
        assertEnded(OutcomeStatus.ABANDONED, null);
        assertThatThrownBy(watched::get).isInstanceOf(CancellationException.class);
    }

    @Test
    void future_whenCancelledBehindIt_isAbandonedOnceSeen() {
        future = new FutureTask<>(() -> "resolved");
        Future<String> watched = async.future();
        future.cancel(true);

        assertThat(watched.isCancelled()).isTrue();

        assertEnded(OutcomeStatus.ABANDONED, null);
    }

    @Test
    void future_whenTheWaitIsInterrupted_staysOpen() throws Exception {
        FutureTask<String> task = new FutureTask<>(() -> "resolved");
        future = task;
        Future<String> watched = async.future();

        Thread.currentThread().interrupt();
        assertThatThrownBy(watched::get).isInstanceOf(InterruptedException.class);

        assertThat(desk.ended).isEmpty();
        task.run();
        watched.get();
        assertEnded(OutcomeStatus.SUCCESS, null);
    }

    @Test
    void future_whenItIsDoneAlready_isTheSame() {
        FutureTask<String> task = new FutureTask<>(() -> "");
        task.run();
        future = task;

        assertThat(async.checkedFuture()).isSameAs(task);

        assertEnded(OutcomeStatus.FAILURE, "result");
    }

    @Test
    void future_whenLetGoOfUnfinished_isAbandoned() throws InterruptedException {
        FutureTask<String> task = new FutureTask<>(() -> "resolved");
        future = task;
        async.future();

        assertThat(desk.onlyAfterCollection().status()).isEqualTo(OutcomeStatus.ABANDONED);
        Reference.reachabilityFence(task);
    }

    @Test
    void future_whenLetGoOfFinished_endsByItsResult() throws InterruptedException {
        FutureTask<String> task = new FutureTask<>(() -> "");
        future = task;
        finish(async.checkedFuture(), task);

        OutcomeRecord outcome = desk.onlyAfterCollection();
        assertThat(outcome.status()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(outcome.reason()).isEqualTo("result");
    }

    private static void finish(Future<String> watched, FutureTask<String> task) {
        task.run();
        Reference.reachabilityFence(watched);
    }

    @Test
    void future_whenTheDeclaredTypeSaysNothing_isWatchedTheSame() throws Exception {
        FutureTask<String> task = new FutureTask<>(() -> "resolved");
        future = task;
        Future<?> watched = (Future<?>) async.anything();
        assertThat(watched).isNotSameAs(task);
        task.run();

        assertThat(watched.get()).isEqualTo("resolved");

        assertEnded(OutcomeStatus.SUCCESS, null);
    }

    @Test
    void stage_whenTheDeclaredTypeSaysNothing_isWatchedTheSame() {
        assertThat(async.anything()).isSameAs(stage);
        assertThat(desk.ended).isEmpty();
        stage.complete("resolved");

        assertEnded(OutcomeStatus.SUCCESS, null);
    }

    @Test
    @SuppressWarnings("unchecked")
    void future_whenTheCallerMayCountOnAnotherType_isLeftAloneAndUnknown() throws Exception {
        FutureTask<String> task = new FutureTask<>(() -> "resolved");
        Calling<FutureTask<String>> target = new Calling<>(() -> task);
        Callable<FutureTask<String>> calling = desk.outcomes.proxy(Callable.class, target);
        try (CapturedLog log = new CapturedLog()) {
            FutureTask<String> returned = calling.call();

            assertThat(returned).isSameAs(task);
            assertThat(log.lines()).singleElement().asString().contains("when that ends cannot be seen");
        }
        assertEnded(OutcomeStatus.FAILURE, "unknown");
    }

    @Test
    void callAsync_whenNobodyIsLeftToCompleteTheStage_isAbandoned() throws InterruptedException {
        desk.outcomes.builder("async").callAsync(CompletableFuture::new);

        assertThat(desk.onlyAfterCollection().status()).isEqualTo(OutcomeStatus.ABANDONED);
    }

    private void assertEnded(OutcomeStatus status, String reason) {
        assertThat(desk.only().status()).isEqualTo(status);
        assertThat(desk.only().reason()).isEqualTo(reason);
    }
}
