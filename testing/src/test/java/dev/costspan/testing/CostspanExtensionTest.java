package dev.costspan.testing;

import static dev.costspan.testing.CostspanAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.costspan.Costspan;
import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.pricing.PriceBook;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Surefire leaves the sample classes alone because they are nested; the test kit runs them. */
class CostspanExtensionTest {

    private static void ask(Costspan costspan, long in) {
        costspan.operation(Operation.CHAT).provider("acme").model("small").record(Usage.tokens(in, 0));
    }

    private static EngineExecutionResults run(Class<?> sample) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .selectors(selectClass(sample))
                .execute();
    }

    private static void allPass(Class<?> sample, long tests) {
        run(sample)
                .testEvents()
                .assertStatistics(events -> events.started(tests).succeeded(tests));
    }

    @Test
    void parameters_whenInjected_areOfOneTest() {
        allPass(Registered.class, 5);
    }

    static class Registered {

        @RegisterExtension
        static final CostspanExtension COSTSPAN =
                CostspanExtension.builder().prices(Prices.BOOK).build();

        @BeforeEach
        void spend(Costspan costspan, OpenTelemetry openTelemetry, Costs costs) {
            assertThat(costs).total().hasOperations(0);
            ask(costspan, 1000);
            openTelemetry.getTracer("sample").spanBuilder("own").startSpan().end();
        }

        @Test
        void fresh(Costs costs) {
            assertThat(costs).total().costsExactly("0.001 USD");
            assertThat(costs.spans()).hasSize(2);
        }

        @RepeatedTest(3)
        void repeated(Costspan costspan, Costs costs) {
            ask(costspan, 1000);
            assertThat(costs).total().costsExactly("0.002 USD");
        }

        @Test
        void fails_neither(Costs costs, SettableClock clock) {
            assertThat(costs.records().get(0).startedAt()).isEqualTo(clock.instant());
        }

        @AfterEach
        void look(Costs costs) {
            assertThat(costs).total().costsBetween("0.001 USD", "0.002 USD");
        }
    }

    @Test
    void extendWith_whenUsed_hasTheBundledPricesOfTheirDay() {
        allPass(Annotated.class, 1);
    }

    @ExtendWith(CostspanExtension.class)
    static class Annotated {

        @Test
        void bundled(Costspan costspan, Costs costs, SettableClock clock) {
            costspan.operation(Operation.CHAT)
                    .provider("openai")
                    .model("gpt-4o-mini")
                    .record(Usage.tokens(1_000_000, 0));
            assertThat(costs).total().costsExactly("0.15 USD");
            assertThat(clock.instant())
                    .isEqualTo(PriceBook.bundled()
                            .catalogDate()
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant());
        }
    }

    @Test
    void settings_whenGiven_areThoseOfTheCostspan() {
        allPass(WithSettings.class, 1);
    }

    static class WithSettings {

        @RegisterExtension
        final CostspanExtension costspan = CostspanExtension.builder()
                .prices(Prices.BOOK)
                .clock(SettableClock.at(Instant.EPOCH))
                .settings(settings -> settings.attribution(
                        Attribution.builder().team("support").build()))
                .build();

        @Test
        void settings(Costspan costspan, Costs costs, SettableClock clock) {
            clock.advance(Duration.ofDays(1));
            ask(costspan, 1000);
            assertThat(costs).total().isAttributedTo(AttributionKey.TEAM, "support");
            assertThat(costs.records().get(0).startedAt()).isEqualTo(Instant.EPOCH.plusSeconds(86_400));
        }
    }

    @Test
    void nested_whenItRegistersAnother_usesThat() {
        allPass(Outer.class, 3);
    }

    static class Outer {

        @RegisterExtension
        static final CostspanExtension PLAIN =
                CostspanExtension.builder().prices(Prices.BOOK).build();

        @Test
        void outer(Costspan costspan, Costs costs) {
            ask(costspan, 1000);
            assertThat(costs).total().costsExactly("0.001 USD");
        }

        @Nested
        class Inner {

            @Test
            void inherits(Costspan costspan, Costs costs) {
                ask(costspan, 2000);
                assertThat(costs).total().costsExactly("0.002 USD");
            }
        }

        @Nested
        class Own {

            @RegisterExtension
            final CostspanExtension bundled = new CostspanExtension();

            @Test
            void own(Costspan costspan, Costs costs) {
                ask(costspan, 1000);
                assertThat(costs.total().cost()).isEmpty();
            }
        }
    }

    @Test
    void parallelTests_whenTheyRun_shareNothing() {
        Parallel.SEEN.clear();
        allPass(Parallel.class, 24);
        assertThat(Parallel.SEEN).hasSize(24).doesNotHaveDuplicates();
    }

    @Execution(ExecutionMode.CONCURRENT)
    static class Parallel {

        static final Queue<Costspan> SEEN = new ConcurrentLinkedQueue<>();

        @RegisterExtension
        static final CostspanExtension COSTSPAN =
                CostspanExtension.builder().prices(Prices.BOOK).build();

        @RepeatedTest(24)
        void spend(Costspan costspan, Costs costs) {
            SEEN.add(costspan);
            for (int i = 0; i < 100; i++) {
                ask(costspan, 1000);
            }
            assertThat(costs).total().hasOperations(100);
        }
    }

    @Test
    void constructor_whenEachTestHasAnInstance_isGivenParameters() {
        allPass(Constructed.class, 2);
    }

    @ExtendWith(CostspanExtension.class)
    static class Constructed {

        private final Costspan own;

        Constructed(Costspan costspan) {
            own = costspan;
        }

        @RepeatedTest(2)
        void same(Costspan costspan, Costs costs) {
            ask(own, 10);
            assertThat(costspan).isSameAs(own);
            assertThat(costs).total().hasOperations(1);
        }
    }

    @Test
    void parameters_whenThereIsNoTest_areRefused() {
        for (Class<?> sample : new Class<?>[] {BeforeAllTests.class, PerClass.class}) {
            run(sample)
                    .containerEvents()
                    .assertThatEvents()
                    .haveAtLeastOne(event(finishedWithFailure(
                            message(text -> text.contains("each test has a Costspan of its own; take"
                                    + " it as a parameter of the test or of a @BeforeEach method")))));
        }
    }

    @ExtendWith(CostspanExtension.class)
    static class BeforeAllTests {

        @BeforeAll
        static void prepare(Costspan costspan) {}

        @Test
        void neverRuns() {}
    }

    @ExtendWith(CostspanExtension.class)
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClass {

        PerClass(Costspan costspan) {}

        @Test
        void neverRuns() {}
    }

    @Test
    void settableClock_whenTheClockIsAnother_isRefused() {
        run(FixedClock.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test("clock"),
                                finishedWithFailure(message(text -> text.contains("the extension's clock cannot be set;"
                                        + " leave clock(…) out, or give it a SettableClock")))));
    }

    static class FixedClock {

        @RegisterExtension
        static final CostspanExtension COSTSPAN = CostspanExtension.builder()
                .clock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
                .build();

        @Test
        void clock(SettableClock clock) {}
    }

    @Test
    void failure_whenATestIsTooDear_isInItsMessage() {
        run(TooDear.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, event(test("dear"), finishedWithFailure(message("""
                Expecting this run to cost at most 0.0008 USD, but it cost 0.001 USD: 0.0002 USD (25 %) more

                  operation  model         in  out  attempts       cost  waste
                  chat       acme/small  1000    0         ?  0.001 USD      0"""))));
    }

    static class TooDear {

        @RegisterExtension
        static final CostspanExtension COSTSPAN =
                CostspanExtension.builder().prices(Prices.BOOK).build();

        @Test
        void dear(Costspan costspan, Costs costs) {
            ask(costspan, 1000);
            assertThat(costs).total().costsAtMost("0.0008 USD");
        }
    }

    @Test
    void clock_whenSet_isSetInEveryZone() {
        SettableClock clock = SettableClock.at(Instant.EPOCH);
        Clock berlin = clock.withZone(ZoneId.of("Europe/Berlin"));
        clock.set(Instant.EPOCH.plusSeconds(60));

        assertThat(berlin.instant()).isEqualTo(Instant.EPOCH.plusSeconds(60));
        assertThat(berlin.getZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    }
}
