package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.attribution.Attribution;
import dev.costspan.outcome.Outcome;
import dev.costspan.outcome.OutcomeAccount;
import dev.costspan.telemetry.CostRecord;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScopesOnThreadsTest {

    private static final Attribution SUPPORT = Attribution.builder()
            .team("support")
            .feature("faq")
            .tag("lane", "a")
            .build();
    private static final Attribution REFUND =
            Attribution.builder().feature("refund").tag("step", "1").build();
    private static final Attribution BOTH = Attribution.builder()
            .team("support")
            .feature("refund")
            .tag("lane", "a")
            .tag("step", "1")
            .build();
    private static final Outcome CASE = new Outcome("support.resolution", "case-9");
    private static final OutcomeAccount ACCOUNT = new OutcomeAccount(CASE, Attribution.NONE, null);

    private final Observed observed = Observed.create();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void task_onAWrappedExecutor_worksForItsSubmitterAndMergesOverIt() throws Exception {
        ExecutorService carrying = Context.taskWrapping(threads);
        try (Scope whom = SUPPORT.makeCurrent();
                Scope towards = ACCOUNT.makeCurrent()) {
            carrying.submit(this::ask).get();
            carrying.submit(() -> askFor(REFUND)).get();
            carrying.submit(this::ask).get();
        }
        carrying.submit(this::ask).get();

        assertThat(observed.records)
                .extracting(CostRecord::attribution)
                .containsExactly(SUPPORT, BOTH, SUPPORT, Attribution.NONE);
        assertThat(observed.records).extracting(CostRecord::outcome).containsExactly(CASE, CASE, CASE, null);
    }

    @Test
    void task_whenWrappedByHand_worksForWhoWrappedIt() throws Exception {
        Runnable wrapped;
        try (Scope whom = SUPPORT.makeCurrent();
                Scope towards = ACCOUNT.makeCurrent()) {
            wrapped = Context.current().wrap((Runnable) this::ask);
        }
        threads.submit(wrapped).get();
        threads.submit(this::ask).get();
        try (Scope ignored = REFUND.makeCurrent()) {
            wrapped.run();
        }

        assertThat(observed.records)
                .extracting(CostRecord::attribution)
                .containsExactly(SUPPORT, Attribution.NONE, SUPPORT);
    }

    @Test
    void stages_onAWrappedExecutor_workForWhoStartedTheChain() {
        ExecutorService carrying = Context.taskWrapping(threads);
        CompletableFuture<Void> chain;
        try (Scope whom = SUPPORT.makeCurrent();
                Scope towards = ACCOUNT.makeCurrent()) {
            chain = CompletableFuture.runAsync(this::ask, carrying)
                    .thenRunAsync(() -> askFor(REFUND), carrying)
                    .thenComposeAsync(nothing -> CompletableFuture.runAsync(this::ask, carrying), carrying);
        }
        chain.join();

        assertThat(observed.records).extracting(CostRecord::attribution).containsExactly(SUPPORT, BOTH, SUPPORT);
        assertThat(observed.records).extracting(CostRecord::outcome).containsOnly(CASE);
    }

    @Test
    void stage_whenAForeignThreadCompletesIt_worksForWhoWrappedIt() throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture<Answer> wrapped;
        CompletableFuture<Answer> bare;
        try (Scope ignored = SUPPORT.makeCurrent()) {
            bare = answer.thenApply(question -> ask());
            wrapped = answer.thenApply(Context.current().wrapFunction(question -> askFor(REFUND)));
        }
        threads.submit(() -> answer.complete("yes")).get();
        CompletableFuture.allOf(wrapped, bare).join();

        assertThat(observed.records)
                .extracting(CostRecord::attribution)
                .containsExactlyInAnyOrder(BOTH, Attribution.NONE);
    }

    @Test
    void asyncCall_whenItEndsOnAnotherThread_isForWhoStartedIt() {
        CompletableFuture<Answer> sent = new CompletableFuture<>();
        CompletableFuture<Answer> returned;
        try (Scope whom = SUPPORT.makeCurrent();
                Scope towards = ACCOUNT.makeCurrent()) {
            returned = observed.chat().callAsync(operation -> sent.thenApply(answer -> answer.tell(operation)));
        }
        try (Scope ignored = REFUND.makeCurrent()) {
            sent.complete(Answer.USUAL);
        }
        returned.join();

        assertThat(observed.only().attribution()).isEqualTo(SUPPORT);
        assertThat(observed.only().outcome()).isEqualTo(CASE);
    }

    /** A thread for each task: virtual ones where the JDK has them, since 21, and platform threads before. */
    @Test
    void tasks_onAThreadEach_keepTheirTenantsApart() throws Exception {
        ExecutorService each = threadPerTask();
        try (Scope ignored = SUPPORT.makeCurrent()) {
            List<Future<Boolean>> asked = IntStream.range(0, 50)
                    .mapToObj(i -> Context.taskWrapping(each).submit(() -> {
                        askFor(Attribution.builder().tenant("t" + i).build());
                        return isVirtual(Thread.currentThread());
                    }))
                    .toList();
            for (Future<Boolean> one : asked) {
                assertThat(one.get()).isEqualTo(Runtime.version().feature() >= 21);
            }
        } finally {
            each.shutdownNow();
        }

        assertThat(observed.records)
                .extracting(CostRecord::attribution)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 50)
                        .mapToObj(i -> SUPPORT.toBuilder().tenant("t" + i).build())
                        .toList());
    }

    private Answer ask() {
        return observed.chat().call(Answer.USUAL::tell);
    }

    private Answer askFor(Attribution inner) {
        try (Scope ignored = inner.makeCurrent()) {
            return ask();
        }
    }

    private static ExecutorService threadPerTask() throws ReflectiveOperationException {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException before21) {
            return Executors.newCachedThreadPool();
        }
    }

    private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
        try {
            Method isVirtual = Thread.class.getMethod("isVirtual");
            return (boolean) isVirtual.invoke(thread);
        } catch (NoSuchMethodException before21) {
            return false;
        }
    }
}
