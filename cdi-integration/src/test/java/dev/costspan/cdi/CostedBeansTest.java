package dev.costspan.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.attribution.AttributionKey;
import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.pricing.Money;
import io.opentelemetry.context.Context;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beans of a real container. */
class CostedBeansTest {

    private static SeContainer container;

    private final Support support = container.select(Support.class).get();
    private final Desk desk = container.select(Desk.class).get();

    @BeforeAll
    static void start() {
        container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(Telemetry.class, Support.class, Desk.class)
                .initialize();
    }

    @AfterAll
    static void stop() {
        container.close();
    }

    @BeforeEach
    void forget() {
        Telemetry.ENDED.clear();
    }

    @Test
    void container_always_isTheExpectedOne() {
        assertThat(WeldContainer.class.getPackage().getImplementationVersion())
                .startsWith(System.getProperty("weld.expected.version"));
    }

    @Test
    void method_whenItReturns_isASuccess() throws IOException {
        assertThat(support.resolve("9")).isEqualTo("resolved 9");

        OutcomeRecord outcome = only();
        assertThat(outcome.outcome().name()).isEqualTo("support.resolution");
        assertThat(outcome.status()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(outcome.attribution().get(AttributionKey.TEAM)).isEqualTo("support");
        assertThat(outcome.spent().cost()).containsExactly(Money.of("0.01", "USD"));
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void method_whenItThrows_failsAndThrowsTheSame() {
        assertThatThrownBy(() -> support.resolve(""))
                .isInstanceOf(IOException.class)
                .hasMessage("no ticket");

        assertThat(only().status()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(only().reason()).isEqualTo(IOException.class.getName());
    }

    @Test
    void method_whenItsResultSaysWhether_endsSo() {
        support.check(true);
        assertThat(only().status()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(only().quantity()).isEqualByComparingTo("2");
        assertThat(only().value()).isEqualTo(Money.of("4.50", "USD"));

        support.check(false);
        assertThat(Telemetry.ENDED.get(1).status()).isEqualTo(OutcomeStatus.FAILURE);
        assertThat(Telemetry.ENDED.get(1).reason()).isEqualTo("result");
    }

    @Test
    void method_whenItReturnsAStage_endsWithIt() {
        CompletableFuture<String> stage = new CompletableFuture<>();

        assertThat(support.later(stage)).isSameAs(stage);

        assertThat(Telemetry.ENDED).isEmpty();
        assertThat(Context.current()).isSameAs(Context.root());
        stage.complete("resolved");
        assertThat(only().status()).isEqualTo(OutcomeStatus.SUCCESS);
        assertThat(only().spent().operations()).isEqualTo(1);
    }

    @Test
    void method_whenItReturnsAFuture_endsOnceItIsSeenDone() throws Exception {
        FutureTask<String> task = new FutureTask<>(() -> "resolved");
        Future<String> watched = support.future(task);
        task.run();
        assertThat(Telemetry.ENDED).isEmpty();

        assertThat(watched.get()).isEqualTo("resolved");

        assertThat(only().status()).isEqualTo(OutcomeStatus.SUCCESS);
    }

    @Test
    void method_whenItIsNotAnnotated_isNoOutcome() {
        assertThat(support.notAnnotated()).isEqualTo("plain");

        assertThat(Telemetry.ENDED).isEmpty();
    }

    @Test
    void method_whenTheBeanCallsItItself_isNotSeen() throws IOException {
        assertThat(support.resolveItself()).isEqualTo("resolved 9");

        assertThat(Telemetry.ENDED).isEmpty();
    }

    @Test
    void class_whenAnnotated_makesEachPublicMethodAnOutcome() {
        desk.open();
        desk.close();
        desk.ask();
        desk.notPublic();

        assertThat(Telemetry.ENDED)
                .extracting(ended -> ended.outcome().name())
                .containsExactly("desk", "desk.close", "desk");
        assertThat(Telemetry.ENDED)
                .extracting(ended -> ended.spent().operations())
                .containsExactly(1L, 0L, 1L);
    }

    private static OutcomeRecord only() {
        if (Telemetry.ENDED.size() != 1) {
            throw new AssertionError("expected one ended outcome, but there are " + Telemetry.ENDED);
        }
        return Telemetry.ENDED.get(0);
    }
}
