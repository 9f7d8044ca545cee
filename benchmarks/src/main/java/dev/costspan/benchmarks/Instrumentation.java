package dev.costspan.benchmarks;

import dev.costspan.Costspan;
import dev.costspan.langchain4j.CostspanLangChain4j;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import io.opentelemetry.api.OpenTelemetry;
import java.util.List;

/** What stands around a call and tells OpenTelemetry of it. */
public enum Instrumentation {
    /** A listener that knows no price. */
    OTEL_LISTENER,
    /** The whole data path by hand. */
    FLOOR,
    /** The whole data path by Costspan, with the budgets of the path by hand. */
    COSTSPAN;

    ChatModel chatModel(OpenTelemetry openTelemetry) {
        InstantChatModel bare = new InstantChatModel(List.of());
        return switch (this) {
            case OTEL_LISTENER -> new InstantChatModel(List.of(new OtelListener(openTelemetry)));
            case FLOOR -> new HandWrittenChatModel(bare, openTelemetry);
            case COSTSPAN -> integration(openTelemetry).wrap(bare);
        };
    }

    StreamingChatModel streamingChatModel(OpenTelemetry openTelemetry) {
        InstantStreamingChatModel bare = new InstantStreamingChatModel(List.of());
        return switch (this) {
            case OTEL_LISTENER -> new InstantStreamingChatModel(List.of(new OtelListener(openTelemetry)));
            case FLOOR -> new HandWrittenStreamingChatModel(bare, openTelemetry);
            case COSTSPAN -> integration(openTelemetry).wrap(bare);
        };
    }

    static Costspan costspan(OpenTelemetry openTelemetry) {
        return Costspan.builder(openTelemetry).budgets(new TenantBudgets()).build();
    }

    private static CostspanLangChain4j integration(OpenTelemetry openTelemetry) {
        return CostspanLangChain4j.create(costspan(openTelemetry));
    }
}
