package dev.costspan.langchain4j;

import dev.costspan.usage.Meter;
import dev.costspan.usage.SeenText;
import dev.costspan.usage.Usage;
import dev.costspan.usage.UsageEstimate;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the text of requests and answers says of their usage. Text is looked at only when an answer reports none. */
final class Estimates {

    private Estimates() {}

    /** Returns what a request and its whole answer say. */
    static UsageEstimate ofChat(@Nullable ChatRequest request, ChatResponse response) {
        return (estimator, model) -> {
            Usage.Builder usage = Usage.builder().estimated();
            new TextCount(estimator, model).add(request).input(usage);
            new TextCount(estimator, model).add(partsOf(response.aiMessage())).output(usage);
            return usage.build();
        };
    }

    /**
     * Returns what a stream has reported so far, and of the rest what a request says and that part of its answer that came. Nothing
     * when nothing came: the request may not have been answered at all.
     */
    static UsageEstimate ofStream(@Nullable ChatRequest request, SeenText seen, SeenEvents events) {
        return (estimator, model) -> {
            Usage reported = events.usage();
            if (reported == null && seen.isEmpty()) {
                return null;
            }
            Usage.Builder usage = reported == null ? Usage.builder() : reported.toBuilder();
            if (reported == null || !reported.has(Meter.INPUT_TOKENS)) {
                new TextCount(estimator, model).add(request).input(usage);
            }
            // what a provider reports at the start of its answer is not what it reports at the end
            if (reported == null || reported.unscaled(Meter.OUTPUT_TOKENS) < seen.tokens()) {
                usage.outputTokens(seen.tokens());
            }
            return usage.estimated().build();
        };
    }

    /** Returns what the input of an embedding says. */
    static UsageEstimate ofInput(@Nullable Object input) {
        return (estimator, model) -> {
            Usage.Builder usage = Usage.builder().estimated();
            new TextCount(estimator, model).add(input).input(usage);
            return usage.build();
        };
    }

    /** Thoughts count where they come from; what a client sends of them again differs by provider. */
    private static Iterable<@Nullable Object> partsOf(AiMessage answer) {
        return Arrays.asList(answer, answer.thinking(), answer.images());
    }
}
