package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.attribution.Attribution;
import dev.costspan.budget.BudgetExceededException;
import dev.costspan.contract.ProviderServer;
import dev.costspan.contract.Recording;
import dev.costspan.contract.Reply;
import dev.costspan.contract.Scene;
import dev.costspan.outcome.WasteReason;
import dev.costspan.pricing.CostStatus;
import dev.costspan.pricing.Money;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.Ending;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How streams end beside the ways of the stream contract. */
class StreamEndingsTest {

    private final Recording recording = Recording.of(ListPrices.BOOK);
    private final CostspanLangChain4j costs = CostspanLangChain4j.create(recording.costspan());

    @Test
    void chat_whenTheBodyEndsBeforeTheAnswer_isEstimatedAndNotTakenForAFreeOne() {
        try (ProviderServer server = ProviderServer.start()) {
            Reply whole = Wire.OPENAI_STREAM.reply(Scene.ANSWER);
            String text = new String(whole.body(), StandardCharsets.UTF_8);
            String half = text.substring(0, text.indexOf("\n\n", text.length() / 2) + 2);
            server.next(Reply.of(200, whole.contentType(), half));
            StreamAnswer answer = new StreamAnswer();

            costs.wrap(Setup.metered(server.url(), 0, costs).openAiStreaming()).chat("Hi", answer);

            assertThat(answer.text()).startsWith("Lisbon");
            assertThat(recording.only().cost().status()).isEqualTo(CostStatus.ESTIMATED);
            assertThat(recording.only().cost().amount()).isPositive();
        }
    }

    @Test
    void chat_whenAStreamBreaksThatReportedItsInput_countsThatAndEstimatesTheRest() {
        try (ProviderServer server = ProviderServer.start()) {
            Wire wire = new Wire("anthropic", "messages.sse", "claude-sonnet-4-5-20250929");
            server.next(wire.reply(Scene.CUT_SHORT));
            StreamAnswer answer = new StreamAnswer();

            costs.wrap(Setup.metered(server.url(), 0, costs).anthropicStreaming())
                    .chat("Hi", answer);

            assertThatThrownBy(answer::text).isNotNull();
            Usage usage = recording.only().usage();
            assertThat(usage.isEstimated()).isTrue();
            assertThat(usage.unscaled(Meter.INPUT_TOKENS)).isEqualTo(2400);
            assertThat(usage.unscaled(Meter.CACHE_READ_TOKENS)).isEqualTo(2000);
            assertThat(usage.unscaled(Meter.CACHE_WRITE_TOKENS)).isEqualTo(300);
            assertThat(usage.unscaled(Meter.OUTPUT_TOKENS)).isBetween(1L, 9L);
        }
    }

    @Test
    void chat_whenTheClientCannotReadTheStream_costsWhatWasReportedAndWastesIt() {
        try (ProviderServer server = ProviderServer.start()) {
            server.next(Wire.OPENAI_STREAM
                    .reply(Scene.ANSWER)
                    .replace("\"choices\": [], \"usage\"", "\"choices\": \"none\", \"usage\""));
            StreamAnswer answer = new StreamAnswer();

            costs.wrap(Setup.metered(server.url(), 0, costs).openAiStreaming()).chat("Hi", answer);

            assertThatThrownBy(answer::text).isNotNull();
            assertThat(recording.only().cost().amount()).isEqualByComparingTo(ExpectedChats.OPENAI.amount());
            assertThat(recording.only().waste().reasons()).containsExactly(WasteReason.FAILED_OPERATION);
        }
    }

    @Test
    void chat_whenTheProviderReportsAnErrorInTheStream_fails() {
        try (ProviderServer server = ProviderServer.start()) {
            server.next(Reply.of(
                    200,
                    "text/event-stream",
                    "event: error\ndata: {\"type\":\"error\",\"error\":"
                            + "{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n"));
            StreamAnswer answer = new StreamAnswer();

            costs.wrap(Setup.metered(server.url(), 0, costs).anthropicStreaming())
                    .chat("Hi", answer);

            assertThatThrownBy(answer::text).hasMessageContaining("Overloaded");
            assertThat(recording.only().ending()).isEqualTo(Ending.FAILED);
        }
    }

    @Test
    void chat_whenNobodyEverEndsTheStream_isAbandonedOnceTheHandlerIsGarbage() {
        costs.wrap(streaming(handler -> handler.onPartialResponse("Lis"))).chat("Hi", new StreamAnswer());

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (recording.records().isEmpty() && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(recording.only().ending()).isEqualTo(Ending.ABANDONED);
        assertThat(recording.only().errorType()).isEqualTo("abandoned");
        assertThat(recording.only().waste().reasons()).containsExactly(WasteReason.ABANDONED);
        // "Hi" and "Lis" are a token each
        assertThat(recording.only().usage()).hasToString("Usage{input_tokens=1, output_tokens=1, estimated}");
    }

    @Test
    void cancel_whenTheHandleCannotCancel_throwsAndTheStreamGoesOn() {
        StreamingHandle refusing = new StreamingHandle() {
            @Override
            public void cancel() {
                throw new UnsupportedOperationException("cannot be cancelled");
            }

            @Override
            public boolean isCancelled() {
                return false;
            }
        };
        List<Throwable> thrown = new ArrayList<>();
        costs.named("openai")
                .wrap(streaming(handler -> {
                    handler.onPartialResponse(new PartialResponse("Lis"), new PartialResponseContext(refusing));
                    handler.onCompleteResponse(ScriptedChat.answer());
                }))
                .chat("Hi", new StreamAnswer() {
                    @Override
                    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
                        try {
                            context.streamingHandle().cancel();
                        } catch (UnsupportedOperationException unsupported) {
                            thrown.add(unsupported);
                        }
                    }
                });

        assertThat(thrown).hasSize(1);
        assertThat(recording.only().ending()).isEqualTo(Ending.COMPLETED);
        // 100 input and 10 output tokens: 15 + 6 millionths
        assertThat(recording.only().cost().amount()).isEqualByComparingTo("0.000021");
    }

    @Test
    void cancel_whenTheReaderTakesItForAnError_isACancellationAllTheSame() {
        AtomicReference<StreamingChatResponseHandler> reader = new AtomicReference<>();
        StreamingHandle closing = new StreamingHandle() {
            private boolean cancelled;

            @Override
            public void cancel() {
                cancelled = true;
                reader.get().onError(new IOException("closed"));
            }

            @Override
            public boolean isCancelled() {
                return cancelled;
            }
        };

        costs.wrap(streaming(handler -> {
                    reader.set(handler);
                    handler.onPartialResponse(new PartialResponse("Lis"), new PartialResponseContext(closing));
                }))
                .chat("Hi", new StreamAnswer() {
                    @Override
                    public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
                        context.streamingHandle().cancel();
                    }
                });

        assertThat(recording.only().ending()).isEqualTo(Ending.CANCELLED);
    }

    @Test
    void chat_whenTheClientThrowsBeforeSending_throwsTheSameAndRecordsAFailure() {
        IllegalArgumentException invalid = new IllegalArgumentException("no messages");
        StreamingChatModel model = costs.wrap(streaming(handler -> {
            throw invalid;
        }));

        assertThatThrownBy(() -> model.chat("Hi", new StreamAnswer())).isSameAs(invalid);
        assertThat(recording.only().ending()).isEqualTo(Ending.FAILED);
    }

    @Test
    void chat_whenTheHandlerThrows_letsItThrowAndHasAlreadyRecorded() {
        IllegalStateException ownBug = new IllegalStateException("own bug");
        StreamingChatModel model = costs.wrap(streaming(handler -> handler.onCompleteResponse(ScriptedChat.answer())));

        assertThatThrownBy(() -> model.chat("Hi", new StreamAnswer() {
                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        throw ownBug;
                    }
                }))
                .isSameAs(ownBug);
        assertThat(recording.only().ending()).isEqualTo(Ending.COMPLETED);
    }

    @Test
    void chat_whenABudgetRefuses_tellsTheHandlerSoThatALaterRoundIsHeardToo() {
        BudgetExceededException refusal = new BudgetExceededException(
                "team-support", Money.of("10", "USD"), Money.of("10", "USD"), Money.of("0.01", "USD"), null);
        Recording refusing = Recording.with(
                ListPrices.BOOK,
                settings -> settings.budgets(request -> {
                    throw refusal;
                }));
        AtomicReference<Throwable> heard = new AtomicReference<>();

        CostspanLangChain4j.create(refusing.costspan())
                .wrap(streaming(handler -> handler.onCompleteResponse(ScriptedChat.answer())))
                .chat("Hi", new StreamAnswer() {
                    @Override
                    public void onError(Throwable error) {
                        heard.set(error);
                    }
                });

        assertThat(heard.get()).isSameAs(refusal);
        assertThat(refusing.records()).isEmpty();
    }

    @Test
    void chat_whenTheNextRoundStartsInTheLastCallback_isASiblingAndNotInside() {
        StreamingChatModel model = costs.wrap(streaming(handler -> handler.onCompleteResponse(ScriptedChat.answer())));
        try (Scope request = recording.inSpan("request")) {
            model.chat("Hi", new StreamAnswer() {
                @Override
                public void onCompleteResponse(ChatResponse response) {
                    model.chat("And?", new StreamAnswer());
                }
            });
        }

        assertThat(recording.records())
                .hasSize(2)
                .extracting(CostRecord::ending)
                .containsOnly(Ending.COMPLETED);
        String request = recording.span("request").getSpanId();
        assertThat(recording.spans())
                .filteredOn(span -> span.getName().startsWith("chat"))
                .hasSize(2)
                .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(request));
    }

    @Test
    void chat_whenAnyCallbackRuns_itRunsInTheCallersContext() {
        ToolExecutionRequest tool =
                ToolExecutionRequest.builder().id("1").name("t").arguments("{}").build();
        List<Context> contexts = new ArrayList<>();
        try (Scope team = Attribution.builder().team("support").build().makeCurrent()) {
            Context caller = Context.current();
            costs.wrap(streaming(handler -> {
                        try (Scope elsewhere = Context.root().makeCurrent()) {
                            handler.onPartialThinking(new PartialThinking("hm"));
                            handler.onPartialToolCall(PartialToolCall.builder()
                                    .index(0)
                                    .name("t")
                                    .partialArguments("{")
                                    .build());
                            handler.onCompleteToolCall(new CompleteToolCall(0, tool));
                            handler.onUnmappedRawEvent("raw");
                            handler.onError(new IllegalStateException("down"));
                        }
                    }))
                    .chat("Hi", recordingContexts(contexts));

            assertThat(contexts).hasSize(5).containsOnly(caller);
        }
    }

    private static StreamingChatModel streaming(Consumer<StreamingChatResponseHandler> script) {
        return new StreamingChatModel() {
            @Override
            public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                script.accept(handler);
            }
        };
    }

    private static StreamingChatResponseHandler recordingContexts(List<Context> contexts) {
        return new StreamAnswer() {
            @Override
            public void onPartialThinking(PartialThinking part) {
                contexts.add(Context.current());
            }

            @Override
            public void onPartialToolCall(PartialToolCall part) {
                contexts.add(Context.current());
            }

            @Override
            public void onCompleteToolCall(CompleteToolCall call) {
                contexts.add(Context.current());
            }

            @Override
            public void onUnmappedRawEvent(Object raw) {
                contexts.add(Context.current());
            }

            @Override
            public void onError(Throwable error) {
                contexts.add(Context.current());
            }
        };
    }
}
