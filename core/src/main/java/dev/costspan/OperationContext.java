package dev.costspan;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/** What an operation puts into the Context below it, and what it takes out. */
final class OperationContext {

    private static final ContextKey<Nesting> KEY = ContextKey.named("costspan-operation");
    private static final String BAGGAGE_PREFIX = "costspan.";

    private OperationContext() {}

    static @Nullable Nesting innermost(Context context) {
        return context.get(KEY);
    }

    static Context below(Context parent, Span span, Nesting nesting) {
        Context context = parent.with(KEY, nesting);
        if (span.getSpanContext().isValid()) {
            context = context.with(span);
        }
        return hideBaggage(context);
    }

    /** An instrumented HTTP client would send the entries to the provider. */
    private static Context hideBaggage(Context context) {
        Baggage baggage = Baggage.fromContextOrNull(context);
        BaggageBuilder visible = null;
        if (baggage != null && !baggage.isEmpty()) {
            for (String key : baggage.asMap().keySet()) {
                if (key.startsWith(BAGGAGE_PREFIX)) {
                    visible = (visible == null ? baggage.toBuilder() : visible).remove(key);
                }
            }
        }
        return visible == null ? context : context.with(visible.build());
    }
}
