package dev.costspan.benchmarks;

import dev.costspan.attribution.Attribution;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** For whom all benchmarks call: one feature and one tenant, in the current Context as Costspan and as the path by hand keep it. */
final class Scenario {

    static final String FEATURE = "checkout-assistant";
    static final String TENANT = "acme";

    private Scenario() {}

    static Context context() {
        Attribution attribution =
                Attribution.builder().feature(FEATURE).tenant(TENANT).build();
        return attribution.storeInContext(new Owner(FEATURE, TENANT).storeInContext(Context.root()));
    }

    static Scope makeCurrent() {
        return context().makeCurrent();
    }
}
