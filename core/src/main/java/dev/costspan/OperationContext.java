package dev.costspan;

import dev.costspan.internal.BelowOperation;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** What an operation puts into the Context below it, and what it takes out. */
final class OperationContext {

    private OperationContext() {}

    static @Nullable Nesting innermost(Context context) {
        return (Nesting) BelowOperation.operationIn(context);
    }

    static Context below(Context parent, Span span, Nesting nesting) {
        Context context = BelowOperation.with(parent, nesting);
        if (span.getSpanContext().isValid()) {
            context = context.with(span);
        }
        return BelowOperation.hideBaggage(context);
    }
}
