package dev.costspan.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.Costspan;
import dev.costspan.outcome.CostedOutcome;
import dev.costspan.outcome.OutcomeStatus;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the interceptor stands among those of others. */
class PriorityTest {

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Transactional {}

    /** Stands where transactions do, and cannot commit. */
    @Transactional
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_BEFORE + 200)
    static class Transactions {

        @AroundInvoke
        Object around(InvocationContext invocation) throws Exception {
            invocation.proceed();
            throw new IllegalStateException("cannot commit");
        }
    }

    @InterceptorBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Retry {}

    /** Stands where retries do, and tries twice. */
    @Retry
    @Interceptor
    @Priority(Interceptor.Priority.PLATFORM_AFTER + 10)
    static class Retries {

        @AroundInvoke
        Object around(InvocationContext invocation) throws Exception {
            invocation.proceed();
            return invocation.proceed();
        }
    }

    @ApplicationScoped
    static class Orders {

        @Inject
        Costspan costspan;

        @Transactional
        @CostedOutcome("order")
        void place() {}

        @Retry
        @CostedOutcome("retried")
        void retried() {
            Telemetry.spend(costspan);
        }
    }

    @BeforeEach
    void forget() {
        Telemetry.ENDED.clear();
    }

    @Test
    void outcome_whenTheTransactionCannotCommit_fails() {
        try (SeContainer container = start()) {
            Orders orders = container.select(Orders.class).get();
            assertThatThrownBy(orders::place).hasMessage("cannot commit");
        }

        assertThat(Telemetry.ENDED)
                .singleElement()
                .satisfies(ended -> assertThat(ended.status()).isEqualTo(OutcomeStatus.FAILURE));
    }

    @Test
    void outcome_whenTheCallIsRetried_isOneWithAllAttempts() {
        try (SeContainer container = start()) {
            container.select(Orders.class).get().retried();
        }

        assertThat(Telemetry.ENDED)
                .singleElement()
                .satisfies(ended -> assertThat(ended.spent().operations()).isEqualTo(2));
    }

    private static SeContainer start() {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(Telemetry.class, Transactions.class, Retries.class, Orders.class)
                .initialize();
    }
}
