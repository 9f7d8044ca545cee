package dev.costspan;

import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.budget.BudgetGate;
import dev.costspan.internal.ThrottledLog;
import dev.costspan.outcome.OutcomeStore;
import dev.costspan.outcome.Outcomes;
import dev.costspan.pricing.PriceBook;
import dev.costspan.telemetry.AttributionMetrics;
import dev.costspan.telemetry.CacheMetrics;
import dev.costspan.telemetry.ChangeSettings;
import dev.costspan.telemetry.CostChangeListener;
import dev.costspan.telemetry.CostSink;
import dev.costspan.telemetry.OutcomeGauges;
import dev.costspan.telemetry.PriceMetrics;
import dev.costspan.telemetry.Semconv;
import dev.costspan.telemetry.StandardMetrics;
import dev.costspan.telemetry.Telemetry;
import dev.costspan.telemetry.TelemetrySettings;
import dev.costspan.usage.TokenEstimator;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Builds a {@link Costspan}. Every setting has a default that works. Not thread-safe. */
public final class CostspanBuilder {

    private static final Duration LOG_INTERVAL = Duration.ofMinutes(10);
    private static final Duration DEFAULT_OUTCOME_WINDOW = Duration.ofDays(7);

    private final OpenTelemetry openTelemetry;
    private final List<CostSink> directSinks = new ArrayList<>();
    private final List<CostSink> sinks = new ArrayList<>();
    private @Nullable PriceBook prices;
    private Attribution defaults = Attribution.NONE;
    private BudgetGate budgets = BudgetGate.OPEN;
    private @Nullable TokenEstimator tokenEstimator = TokenEstimator.bytes();
    private @Nullable Semconv semconv;
    private StandardMetrics standardMetrics = StandardMetrics.AUTO;
    private Set<AttributionKey> metricKeys = TelemetrySettings.DEFAULT_METRIC_KEYS;
    private int maxMetricValues = TelemetrySettings.DEFAULT_MAX_METRIC_VALUES;
    private Set<AttributionKey> requiredKeys = EnumSet.noneOf(AttributionKey.class);
    private int maxLedgerRows = TelemetrySettings.DEFAULT_MAX_LEDGER_ROWS;
    private @Nullable ChangeSettings changes = ChangeSettings.defaults();
    private final List<CostChangeListener> changeListeners = new ArrayList<>();
    private OutcomeStore outcomeStore = OutcomeStore.inMemory(OutcomeStore.DEFAULT_CAPACITY);
    private Duration outcomeWindow = DEFAULT_OUTCOME_WINDOW;
    private Clock clock = Clock.systemUTC();
    private LongSupplier nanoTime = System::nanoTime;

    CostspanBuilder(OpenTelemetry openTelemetry) {
        this.openTelemetry = Objects.requireNonNull(openTelemetry, "openTelemetry");
    }

    /** Sets the price book; otherwise the bundled catalogue. */
    public CostspanBuilder prices(PriceBook prices) {
        this.prices = Objects.requireNonNull(prices, "prices");
        return this;
    }

    /**
     * Sets the attribution of operations that have none in their Context. The Context's own values win over these, and these win
     * over what {@link Attribution#fromEnvironment} finds when {@link #build} is called.
     */
    public CostspanBuilder attribution(Attribution defaults) {
        this.defaults = Objects.requireNonNull(defaults, "defaults");
        return this;
    }

    /** Sets who is asked before an operation is sent; otherwise {@link BudgetGate#OPEN}. */
    public CostspanBuilder budgets(BudgetGate budgets) {
        this.budgets = Objects.requireNonNull(budgets, "budgets");
        return this;
    }

    /**
     * Sets what counts the text of answers that report no usage; otherwise {@link TokenEstimator#bytes()}. The text of a stream that
     * does not come to its end is counted by bytes in any case, since it is not kept.
     */
    public CostspanBuilder tokenEstimator(TokenEstimator tokenEstimator) {
        this.tokenEstimator = Objects.requireNonNull(tokenEstimator, "tokenEstimator");
        return this;
    }

    /** Leaves the usage of answers that report none unknown, and such answers without an amount. */
    public CostspanBuilder withoutEstimates() {
        this.tokenEstimator = null;
        return this;
    }

    /**
     * Adds a sink that receives every record behind a bounded queue, on a thread of its own, so that it may take its time. What finds
     * the queue full is dropped and counted in {@code costspan.sink.dropped}; {@link Costspan#flush} waits for what is queued.
     */
    public CostspanBuilder sink(CostSink sink) {
        sinks.add(Objects.requireNonNull(sink, "sink"));
        return this;
    }

    /** Adds a sink that receives every record on the thread that ends the operation or outcome, which it must not block. */
    public CostspanBuilder directSink(CostSink sink) {
        directSinks.add(Objects.requireNonNull(sink, "sink"));
        return this;
    }

    /**
     * Sets which text of the conventions names attributes; otherwise {@link Semconv#LATEST} when {@code
     * OTEL_SEMCONV_STABILITY_OPT_IN}, or the system property {@code otel.semconv-stability.opt-in}, holds {@code gen_ai_latest_experimental}, else {@link Semconv#V1_41}.
     */
    public CostspanBuilder semconv(Semconv semconv) {
        this.semconv = Objects.requireNonNull(semconv, "semconv");
        return this;
    }

    /** Sets whether the conventions' own {@code gen_ai.client.*} metrics are written; otherwise {@link StandardMetrics#AUTO}. */
    public CostspanBuilder standardMetrics(StandardMetrics standardMetrics) {
        this.standardMetrics = Objects.requireNonNull(standardMetrics, "standardMetrics");
        return this;
    }

    /** Sets which attribution keys reach metrics; otherwise team, product and feature. */
    public CostspanBuilder metricKeys(AttributionKey... keys) {
        this.metricKeys = setOf(keys);
        return this;
    }

    /**
     * Sets which attribution keys every operation is to have; otherwise none. An operation that lacks one runs all the same. It is
     * named in the log, once for each place, with the line of the application that started it, and its cost is missing from {@link
     * dev.costspan.telemetry.LedgerSnapshot#attributionCoverage} and the metric {@code costspan.attribution.coverage}.
     */
    public CostspanBuilder requiredKeys(AttributionKey... keys) {
        this.requiredKeys = setOf(keys);
        return this;
    }

    /** Sets how many values of each key reach metrics before the rest becomes {@code _other}; otherwise 200. */
    public CostspanBuilder maxMetricValues(int maxMetricValues) {
        this.maxMetricValues = maxMetricValues;
        return this;
    }

    /** Sets how many rows the ledger has before the rest goes to its overflow row; otherwise 4,096. */
    public CostspanBuilder maxLedgerRows(int maxLedgerRows) {
        this.maxLedgerRows = maxLedgerRows;
        return this;
    }

    /**
     * Sets when the cost per success of an outcome, or the cost per operation of a feature, counts as moved; otherwise {@link
     * ChangeSettings#defaults()}. A change is a line in the log, an event on the span that showed it, and a call of each listener.
     */
    public CostspanBuilder costChanges(ChangeSettings changes) {
        this.changes = Objects.requireNonNull(changes, "changes");
        return this;
    }

    /** Leaves costs unwatched. */
    public CostspanBuilder withoutCostChanges() {
        this.changes = null;
        return this;
    }

    /** Adds a listener that hears when the cost of an outcome or a feature moved. */
    public CostspanBuilder onCostChange(CostChangeListener listener) {
        changeListeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Sets where pending outcomes are kept until they are confirmed or resumed; otherwise 20,000 of them in the memory of this
     * process. Replicas that share a store settle each other's.
     */
    public CostspanBuilder outcomeStore(OutcomeStore outcomeStore) {
        this.outcomeStore = Objects.requireNonNull(outcomeStore, "outcomeStore");
        return this;
    }

    /**
     * Sets how long an outcome may be pending before it counts as abandoned, and for how long its id is known to be settled;
     * otherwise seven days.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public CostspanBuilder outcomeWindow(Duration outcomeWindow) {
        if (outcomeWindow.isNegative() || outcomeWindow.isZero()) {
            throw new IllegalArgumentException("outcomeWindow must be positive, but is " + outcomeWindow);
        }
        this.outcomeWindow = outcomeWindow;
        return this;
    }

    /** Sets the clock that gives the billing instant; otherwise the system's. */
    public CostspanBuilder clock(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    CostspanBuilder nanoTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        return this;
    }

    /**
     * Returns the Costspan. Reads the bundled catalogue if nothing did before, which blocks for some ten milliseconds.
     *
     * @throws IllegalArgumentException when a limit is below 1; the message names it
     */
    public Costspan build() {
        TelemetrySettings settings = new TelemetrySettings(
                semconv != null ? semconv : semconvOfEnvironment(),
                standardMetrics,
                metricKeys,
                maxMetricValues,
                maxLedgerRows,
                requiredKeys,
                directSinks,
                sinks,
                changes,
                changeListeners);
        PriceBook book = prices != null ? prices : PriceBook.bundled();
        Telemetry telemetry = new Telemetry(openTelemetry, settings, clock);
        PriceMetrics.register(openTelemetry, book, telemetry.ledger(), clock);
        CacheMetrics.register(openTelemetry, telemetry.ledger());
        OutcomeGauges.register(openTelemetry, telemetry.ledger());
        if (!requiredKeys.isEmpty()) {
            AttributionMetrics.register(openTelemetry, telemetry.ledger());
        }
        Attribution attribution = defaults.over(Attribution.fromEnvironment());
        DataPath path = new DataPath(
                attribution,
                new RequiredAttribution(requiredKeys),
                budgets,
                tokenEstimator,
                book,
                telemetry,
                clock,
                nanoTime,
                new ThrottledLog(LoggerFactory.getLogger(Costspan.class), LOG_INTERVAL));
        return new Costspan(path, new Outcomes(telemetry.outcomes(), path, attribution, outcomeStore, outcomeWindow));
    }

    private static Set<AttributionKey> setOf(AttributionKey... keys) {
        Set<AttributionKey> set = EnumSet.noneOf(AttributionKey.class);
        set.addAll(List.of(keys));
        return set;
    }

    private static Semconv semconvOfEnvironment() {
        String optIn = System.getProperty("otel.semconv-stability.opt-in");
        if (optIn == null) {
            optIn = System.getenv("OTEL_SEMCONV_STABILITY_OPT_IN");
        }
        return Semconv.fromOptIn(optIn == null ? "" : optIn);
    }
}
