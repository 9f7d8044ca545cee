package dev.costspan.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.Costspan;
import dev.costspan.outcome.CostedOutcome;
import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Singleton;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;

/** With what an application starts, and with what not. */
class DeploymentTest {

    @Dependent
    static class Plain {

        String work() {
            return "done";
        }
    }

    @Dependent
    static class Mistyped {

        record Answer(boolean resolved) {}

        @CostedOutcome(value = "mistyped", successWhen = "resolvd")
        Answer answer() {
            return new Answer(true);
        }
    }

    @SessionScoped
    static class Cart implements Serializable {

        @CostedOutcome("cart")
        String fill() {
            return "full";
        }
    }

    static class SecondTelemetry {

        @Produces
        @Singleton
        Costspan costspan() {
            return Costspan.create(OpenTelemetry.noop());
        }
    }

    static class DependentTelemetry {

        @Produces
        Costspan costspan() {
            return Costspan.create(OpenTelemetry.noop());
        }
    }

    @Test
    void start_whenThereIsNoCostspan_saysHowToProduceOne() {
        assertThatThrownBy(() -> start(Cart.class, Plain.class))
                .hasMessageContaining("@CostedOutcome is on " + Cart.class.getName())
                .hasMessageContaining("@Produces @Singleton Costspan costspan(OpenTelemetry openTelemetry)");
    }

    @Test
    void start_whenNothingIsAnnotated_needsNoCostspan() {
        try (SeContainer container = start(Plain.class)) {
            assertThat(container.select(Plain.class).get().work()).isEqualTo("done");
        }
    }

    @Test
    void start_whenAnAnnotationIsWrong_saysWhatIs() {
        assertThatThrownBy(() -> start(Telemetry.class, Mistyped.class))
                .hasMessageContaining(Mistyped.class.getName() + ".answer: successWhen = 'resolvd', but")
                .hasMessageContaining("it has resolved");
    }

    @Test
    void start_whenThereAreSeveralCostspans_fails() {
        assertThatThrownBy(() -> start(Telemetry.class, SecondTelemetry.class, Plain.class, Cart.class))
                .hasMessageContaining("needs one bean of type dev.costspan.Costspan, but there are several");
    }

    @Test
    void start_whenABeanIsKeptInSessions_succeeds() {
        try (SeContainer container = start(Telemetry.class, Cart.class)) {
            assertThat(container.select(Cart.class).isResolvable()).isTrue();
        }
    }

    @Test
    void start_whenEachInjectionGetsACostspanOfItsOwn_warns() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler listening = new StreamHandler() {
            @Override
            public void publish(LogRecord entry) {
                lines.add(entry.getMessage());
            }
        };
        Logger root = Logger.getLogger("");
        root.addHandler(listening);
        try (SeContainer container = start(DependentTelemetry.class, Cart.class)) {
            assertThat(container.isRunning()).isTrue();
        } finally {
            root.removeHandler(listening);
        }
        assertThat(lines).anyMatch(line -> line.contains("make it @Singleton"));
    }

    private static SeContainer start(Class<?>... beans) {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addBeanClasses(beans)
                .initialize();
    }
}
