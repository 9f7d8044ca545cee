package dev.costspan.cdi;

import dev.costspan.Costspan;
import dev.costspan.outcome.CostedOutcome;
import dev.costspan.outcome.Outcomes;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Makes calls of annotated beans outcomes. Serializable, since it is part of a bean that may be. */
@CostedOutcome("")
@Interceptor
@Priority(CostspanExtension.PRIORITY)
class CostedOutcomeInterceptor implements Serializable {

    private final Instance<Costspan> costspan;
    private transient @Nullable Outcomes outcomes;

    @Inject
    CostedOutcomeInterceptor(Instance<Costspan> costspan) {
        this.costspan = costspan;
    }

    @AroundInvoke
    @Nullable Object call(InvocationContext invocation) throws Exception {
        return outcomes().invoke(invocation.getMethod(), invocation.getTarget().getClass(), invocation::proceed);
    }

    private Outcomes outcomes() {
        Outcomes known = outcomes;
        if (known == null) {
            known = costspan.get().outcomes();
            outcomes = known;
        }
        return known;
    }
}
