package dev.costspan.testing;

import dev.costspan.Costspan;
import dev.costspan.CostspanBuilder;
import dev.costspan.pricing.PriceBook;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that makes a {@link Costspan} for each test, with telemetry in memory, a fixed price book and a clock that
 * stands still, and hands it to the test's methods as a parameter, as it does {@link Costs}, {@link OpenTelemetry} and {@link
 * SettableClock}.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final CostspanExtension costspan = CostspanExtension.builder().prices(prices).build();
 *
 * @Test
 * void answer_whenAskedOnce_isCheap(Costspan costspan, Costs costs) {
 *   new Assistant(costspan).answer("Where is my parcel?");
 *   assertThat(costs).outcome("support.resolution").succeeded().costsAtMost("0.02 USD");
 * }
 * }</pre>
 *
 * <p>With {@code @ExtendWith}, it has the bundled catalogue. Each test, each repetition and each set of parameters has a Costspan
 * of its own, so tests may run in parallel; methods before and after a test share its own. A nested class that registers another
 * one uses that. {@code @BeforeAll} methods belong to no test and get none. Immutable and thread-safe.
 */
public final class CostspanExtension implements BeforeEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(CostspanExtension.class);
    private static final String INNERMOST = "innermost";
    private static final Set<Class<?>> TYPES =
            Set.of(Costspan.class, Costs.class, OpenTelemetry.class, SettableClock.class);

    private final PriceBook prices;
    private final @Nullable Clock clock;
    private final UnaryOperator<CostspanBuilder> settings;

    /** Makes an extension with the bundled catalogue, as {@code @ExtendWith} wants it. */
    public CostspanExtension() {
        this(builder());
    }

    private CostspanExtension(Builder builder) {
        prices = builder.prices != null ? builder.prices : PriceBook.bundled();
        clock = builder.clock;
        settings = builder.settings;
    }

    /** Returns a builder with the bundled catalogue. */
    public static Builder builder() {
        return new Builder();
    }

    /** Lets a test class take parameters in its constructor when each test has an instance of its own; JUnit asks from 5.12 on. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    /** Makes this extension, of several, the one of the test: those of inner classes come last. */
    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(INNERMOST, this);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Object innermost = context.getStore(NAMESPACE).get(INNERMOST);
        return TYPES.contains(parameter.getParameter().getType()) && (innermost == null || innermost == this);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("each test has a " + type.getSimpleName()
                    + " of its own; take it as a parameter of the test or of a @BeforeEach method");
        }
        TestRun run = run(context.getStore(NAMESPACE));
        if (type == SettableClock.class) {
            if (run.clock instanceof SettableClock settable) {
                return settable;
            }
            throw new ParameterResolutionException(
                    "the extension's clock cannot be set; leave clock(…) out, or give it a SettableClock");
        }
        return type == Costspan.class ? run.costspan : type == Costs.class ? run.costs : run.openTelemetry;
    }

    private TestRun run(Store store) {
        return store.getOrComputeIfAbsent(this, made -> newRun(), TestRun.class);
    }

    private TestRun newRun() {
        return new TestRun(prices, clock != null ? clock : SettableClock.at(dayOfCatalog()), settings);
    }

    /** The day at which the bundled prices are right, so that a test says the same on every day. */
    private static Instant dayOfCatalog() {
        LocalDate day = Objects.requireNonNull(PriceBook.bundled().catalogDate(), "the catalogue has a date");
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Says how the Costspan of each test is made. Every setting has a default. Not thread-safe. */
    public static final class Builder {

        private @Nullable PriceBook prices;
        private @Nullable Clock clock;
        private UnaryOperator<CostspanBuilder> settings = UnaryOperator.identity();

        private Builder() {}

        /** Sets the price book; otherwise the bundled catalogue, which changes with the version of Costspan. */
        public Builder prices(PriceBook prices) {
            this.prices = Objects.requireNonNull(prices, "prices");
            return this;
        }

        /**
         * Sets the clock, which all tests share; otherwise each test has a {@link SettableClock} that stands at the date of the
         * bundled catalogue.
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Sets what else is to be said of each test's Costspan, such as its attribution; otherwise nothing. */
        public Builder settings(UnaryOperator<CostspanBuilder> settings) {
            this.settings = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /** Returns the extension. */
        public CostspanExtension build() {
            return new CostspanExtension(this);
        }
    }
}
