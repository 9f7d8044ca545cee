package dev.costspan.benchmarks;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import java.util.Objects;

/**
 * For whom a call is made, as the path by hand keeps it in the Context.
 *
 * @param feature the feature that asks
 * @param tenant the customer it asks for
 */
record Owner(String feature, String tenant) implements ImplicitContextKeyed {

    private static final ContextKey<Owner> KEY = ContextKey.named("benchmark-owner");

    static Owner current() {
        return Objects.requireNonNull(Context.current().get(KEY));
    }

    @Override
    public Context storeInContext(Context context) {
        return context.with(KEY, this);
    }
}
