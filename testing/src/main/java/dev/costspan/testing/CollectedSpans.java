package dev.costspan.testing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Keeps the spans of one test, as many as a collector keeps operations. Thread-safe. */
final class CollectedSpans implements SpanExporter {

    private final List<SpanData> spans = new ArrayList<>();

    synchronized List<SpanData> spans() {
        return List.copyOf(spans);
    }

    @Override
    public synchronized CompletableResultCode export(Collection<SpanData> ended) {
        if (spans.size() + ended.size() > CostCollector.MOST_KEPT) {
            return CompletableResultCode.ofFailure();
        }
        spans.addAll(ended);
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
