package dev.costspan.internal;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/** What a Context below an operation holds, and what it must not hold. */
public final class BelowOperation {

    private static final ContextKey<Object> KEY = ContextKey.named("costspan-operation");
    private static final String BAGGAGE_PREFIX = "costspan.";

    private BelowOperation() {}

    /** Returns what the innermost operation put into the Context, or null when the Context is below none. */
    public static @Nullable Object operationIn(Context context) {
        return context.get(KEY);
    }

    /** Returns a Context that is below an operation. */
    public static Context with(Context context, Object operation) {
        return context.with(KEY, operation);
    }

    /** Returns the Context without our entries in its baggage, which an instrumented HTTP client would send to the provider. */
    public static Context hideBaggage(Context context) {
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
