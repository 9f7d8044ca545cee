package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.MeteredOperation;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.Ending;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OneCodePathTest {

    private final Observed observed = Observed.create();

    @Test
    void call_whenClientBlocksOrAnswersLaterOrStreams_givesTheSameRecord() {
        observed.chat().call(Answer.USUAL::tell);

        CompletableFuture<Answer> later = new CompletableFuture<>();
        observed.chat().callAsync(operation -> later.thenApply(answer -> answer.tell(operation)));
        later.complete(Answer.USUAL);

        MeteredOperation stream = observed.chat().start();
        Answer.USUAL.tell(stream);
        stream.end();

        assertThat(observed.records)
                .hasSize(3)
                .extracting(OneCodePathTest::facts)
                .containsOnly(facts(observed.records.get(0)));
        assertThat(observed.telemetry.spans())
                .hasSize(3)
                .extracting(span -> TestTelemetry.plain(span.getAttributes()))
                .containsOnly(
                        TestTelemetry.plain(observed.telemetry.spans().get(0).getAttributes()));
    }

    @Test
    void call_whenBodyAnswers_returnsTheVeryAnswerAndMakesTheSpanCurrentInside() {
        AtomicReference<Span> inside = new AtomicReference<>();
        Context before = Context.current();

        Answer answer = observed.chat().call(operation -> {
            inside.set(Span.current());
            return Answer.USUAL.tell(operation);
        });

        assertThat(answer).isSameAs(Answer.USUAL);
        assertThat(inside.get().getSpanContext().getSpanId())
                .isEqualTo(observed.telemetry.span().getSpanId());
        assertThat(Context.current()).isSameAs(before);
    }

    @Test
    void call_whenBodyReturnsNull_returnsNull() {
        assertThat(observed.chat().<Object, RuntimeException>call(operation -> null))
                .isNull();
        assertThat(observed.only().ending()).isEqualTo(Ending.COMPLETED);
    }

    @Test
    void call_whenBodyThrowsCheckedException_throwsTheVeryException() {
        IOException broken = new IOException("connection reset");

        assertThatThrownBy(() -> observed.chat().call(operation -> {
                    throw broken;
                }))
                .isSameAs(broken);

        assertThat(observed.only().ending()).isEqualTo(Ending.FAILED);
        assertThat(observed.only().errorType()).isEqualTo("java.io.IOException");
    }

    @Test
    void callAsync_whenStageAnswers_returnsTheVeryStageAndEndsWithIt() {
        CompletableFuture<Answer> stage = new CompletableFuture<>();

        CompletableFuture<Answer> returned = observed.chat().callAsync(operation -> {
            Answer.USUAL.tell(operation);
            return stage;
        });

        assertThat(returned).isSameAs(stage);
        assertThat(observed.records).isEmpty();
        stage.complete(Answer.USUAL);
        assertThat(observed.only().cost().amount()).isEqualByComparingTo("0.00275");
    }

    @Test
    void callAsync_whenStageFails_recordsTheCauseOfACompletionException() {
        observed.chat()
                .callAsync(
                        operation -> CompletableFuture.failedFuture(new CompletionException(new IOException("reset"))));

        assertThat(observed.only().errorType()).isEqualTo("java.io.IOException");
    }

    @Test
    void callAsync_whenStageIsCancelledItselfOrUpstream_recordsACancellation() {
        CompletableFuture<Answer> direct = observed.chat().callAsync(operation -> new CompletableFuture<>());
        direct.cancel(true);
        observed.chat()
                .callAsync(operation ->
                        CompletableFuture.failedFuture(new CompletionException(new CancellationException("stopped"))));

        assertThat(observed.records).extracting(CostRecord::ending).containsExactly(Ending.CANCELLED, Ending.CANCELLED);
    }

    @Test
    void callAsync_whenClientReturnsNoStage_returnsNullAndEnds() {
        assertThat(observed.chat().<Answer, CompletableFuture<Answer>>callAsync(operation -> null))
                .isNull();
        assertThat(observed.records).hasSize(1);
    }

    @Test
    void start_whenStreamEndsOnAnotherThread_keepsTheParentOfTheCaller() throws InterruptedException {
        MeteredOperation stream;
        try (Scope ignored = observed.telemetry.inSpan("request")) {
            stream = observed.chat().streamed().start();
        }
        Thread answering = new Thread(() -> {
            stream.chunk();
            Answer.USUAL.tell(stream);
            stream.end();
        });
        answering.start();
        answering.join();

        assertThat(observed.telemetry.span("chat gpt-4o").getParentSpanId())
                .isEqualTo(observed.telemetry.span("request").getSpanId());
        assertThat(observed.only().isStreamed()).isTrue();
        assertThat(observed.only().timeToFirstChunk()).isNotNull();
    }

    @Test
    void callerContext_whenStarted_isTheContextTheCallerHad() {
        try (Scope ignored = observed.telemetry.inSpan("request")) {
            Context caller = Context.current();
            MeteredOperation stream = observed.chat().start();

            assertThat(stream.callerContext()).isSameAs(caller);
            try (Scope inside = stream.makeCurrent()) {
                assertThat(Context.current()).isSameAs(stream.context());
                assertThat(MeteredOperation.current()).isSameAs(stream);
            }
            stream.end();
        }
    }

    private static List<Object> facts(CostRecord entry) {
        return List.of(
                entry.operation(),
                entry.provider(),
                String.valueOf(entry.responseModel()),
                entry.usage().toString(),
                entry.cost().toString(),
                entry.ending(),
                entry.startedAt(),
                entry.finishReasons());
    }
}
