package dev.costspan.examples.quickstart;

import dev.costspan.Costspan;
import dev.costspan.attribution.Attribution;
import dev.costspan.langchain4j.CostspanLangChain4j;
import dev.costspan.pricing.PriceBook;
import dev.costspan.pricing.PriceCard;
import dev.costspan.telemetry.LedgerSnapshot;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.store.embedding.EmbeddingStore;
import io.opentelemetry.api.OpenTelemetry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The one place where the quickstart meets Costspan: wraps what the assistant uses and keeps a row per operation. */
final class Metering {
    private static final String IN_PROCESS = "in_process";
    private static final String IN_MEMORY = "in_memory";
    private static final String MINILM = "all-MiniLM-L6-v2";

    private final List<Row> rows;
    private final Costspan costspan;
    private final CostspanLangChain4j costs;

    private Metering(Costspan costspan, List<Row> rows) {
        this.costspan = costspan;
        this.rows = rows;
        costs = CostspanLangChain4j.create(costspan);
    }

    /** Metering that writes to {@code openTelemetry}. */
    static Metering create(OpenTelemetry openTelemetry) {
        List<Row> rows = new CopyOnWriteArrayList<>();
        Costspan costspan = Costspan.builder(openTelemetry)
                .prices(prices())
                .attribution(Attribution.builder()
                        .team("support")
                        .feature("help-centre")
                        .build())
                .directSink(costRecord -> rows.add(Row.of(costRecord)))
                .build();
        return new Metering(costspan, rows);
    }

    /** Metering by a Costspan that somebody else made, of which no rows are kept. */
    static Metering with(Costspan costspan) {
        return new Metering(costspan, List.of());
    }

    /** The bundled catalogue, and what runs in this process and is free. */
    static PriceBook prices() {
        return PriceBook.builder()
                .card(PriceCard.free(IN_PROCESS, MINILM))
                .card(PriceCard.free(IN_MEMORY))
                .build();
    }

    ChatModel wrap(ChatModel model) {
        return costs.wrap(model);
    }

    StreamingChatModel wrap(StreamingChatModel model) {
        return costs.wrap(model);
    }

    /** MiniLM does not know its own name. */
    EmbeddingModel wrap(EmbeddingModel model) {
        return costs.named(IN_PROCESS, MINILM).wrap(model);
    }

    EmbeddingStore<TextSegment> wrap(EmbeddingStore<TextSegment> store) {
        return costs.named(IN_MEMORY).wrap(store);
    }

    /** A desk whose calls are business outcomes, as the annotations of {@link Support} say. */
    Support wrap(Support desk) {
        return costspan.outcomes().proxy(Support.class, desk);
    }

    /** An HTTP client for a model's builder, each of whose attempts counts. */
    HttpClientBuilder httpClient() {
        return costs.wrap(JdkHttpClient.builder());
    }

    /** What was metered so far, oldest first. */
    List<Row> rows() {
        return List.copyOf(rows);
    }

    /** The totals of this process. */
    LedgerSnapshot totals() {
        return costspan.ledger().snapshot();
    }
}
