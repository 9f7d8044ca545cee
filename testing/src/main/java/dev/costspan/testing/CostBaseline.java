package dev.costspan.testing;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a test spent when it was recorded, kept in a file beside the test, and by how much it may rise.
 *
 * <pre>{@code
 * assertThat(costs).matchesBaseline(CostBaseline.of("support-resolution").tolerance("5%"));
 * }</pre>
 *
 * <p>Run with the system property {@value #UPDATE_PROPERTY}{@code =true}, or the environment variable {@value #UPDATE_VARIABLE}
 * {@code =true}, the assertion records what was spent instead, and passes. The file is meant to be committed and reviewed: sorted
 * JSON with the tokens, attempts, operations and cost of each outcome, operation and model, and the price cards they were priced
 * by; without instants, ids or texts. One test has one file.
 *
 * <p>A rise above the tolerance fails, and the message says why: more tokens, another model, more operations or attempts, other
 * prices. A fall passes and is logged, since a baseline that is too high lets through what comes after.
 *
 * <p>Immutable and thread-safe.
 */
public final class CostBaseline {

    /** The system property that makes assertions record. */
    public static final String UPDATE_PROPERTY = "costspan.baseline.update";

    /** The environment variable that does the same, for builds that keep system properties from tests. */
    public static final String UPDATE_VARIABLE = "COSTSPAN_BASELINE_UPDATE";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final String DIRECTORY = "src/test/resources/costspan";
    private static final Logger LOG = LoggerFactory.getLogger(CostBaseline.class);

    private final Path path;
    private final Tolerances tolerances;

    private CostBaseline(Path path, Tolerances tolerances) {
        this.path = path;
        this.tolerances = tolerances;
    }

    /**
     * Returns the baseline in {@code src/test/resources/costspan/NAME.json} of the module that the calling test is in. That is where
     * Maven says it is, by the system property {@code basedir}; otherwise the innermost directory with a {@code pom.xml}, {@code
     * build.gradle} or {@code build.gradle.kts} above the caller's classes. The JVM's working directory does not matter.
     *
     * @param name the file's name without its ending: letters, digits, dots, hyphens and underscores
     * @throws IllegalArgumentException when the name is not that
     * @throws IllegalStateException when the module's directory cannot be told
     */
    public static CostBaseline of(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a baseline's name has up to 100 letters, digits, dots, hyphens and underscores," + " but is '"
                            + name + "'; CostBaseline.file(…) takes a path");
        }
        Class<?> caller = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .getCallerClass();
        return in(ModuleDirectory.of(caller), Path.of(DIRECTORY, name + ".json"));
    }

    /**
     * Returns the baseline in a file.
     *
     * @param path where the file is; a relative path starts at the directory of the calling test's module, which {@link #of} tells
     * @throws IllegalStateException when the path is relative and the module's directory cannot be told
     */
    public static CostBaseline file(Path path) {
        if (path.isAbsolute()) {
            return new CostBaseline(path, Tolerances.NONE);
        }
        Class<?> caller = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .getCallerClass();
        return in(ModuleDirectory.of(caller), path);
    }

    private static CostBaseline in(Path directory, Path path) {
        return new CostBaseline(directory.resolve(path).normalize(), Tolerances.NONE);
    }

    /**
     * Returns this baseline with one tolerance for everything; otherwise nothing may rise.
     *
     * @param percentage by how much it may rise, such as {@code 5%}
     * @throws IllegalArgumentException when it is no percentage
     */
    public CostBaseline tolerance(String percentage) {
        BigDecimal share = Figures.percentage("tolerance", percentage);
        return with(new Tolerances(share, share, share, share));
    }

    /** Returns this baseline with another tolerance for tokens; see {@link #tolerance}. */
    public CostBaseline tokenTolerance(String percentage) {
        BigDecimal share = Figures.percentage("tokenTolerance", percentage);
        return with(new Tolerances(share, tolerances.attempts(), tolerances.operations(), tolerances.money()));
    }

    /** Returns this baseline with another tolerance for requests on the wire; see {@link #tolerance}. */
    public CostBaseline attemptTolerance(String percentage) {
        BigDecimal share = Figures.percentage("attemptTolerance", percentage);
        return with(new Tolerances(tolerances.tokens(), share, tolerances.operations(), tolerances.money()));
    }

    /** Returns this baseline with another tolerance for operations; see {@link #tolerance}. */
    public CostBaseline operationTolerance(String percentage) {
        BigDecimal share = Figures.percentage("operationTolerance", percentage);
        return with(new Tolerances(tolerances.tokens(), tolerances.attempts(), share, tolerances.money()));
    }

    /** Returns this baseline with another tolerance for the cost; see {@link #tolerance}. */
    public CostBaseline moneyTolerance(String percentage) {
        BigDecimal share = Figures.percentage("moneyTolerance", percentage);
        return with(new Tolerances(tolerances.tokens(), tolerances.attempts(), tolerances.operations(), share));
    }

    /** Returns where the file is, for people. */
    @Override
    public String toString() {
        return "baseline " + path;
    }

    /** Returns whether this run is to record rather than to compare. */
    static boolean isUpdating(@Nullable String property, @Nullable String variable) {
        String told = property != null ? property : variable;
        return told != null && (told.isBlank() || told.strip().equalsIgnoreCase("true"));
    }

    static boolean isUpdating() {
        return isUpdating(System.getProperty(UPDATE_PROPERTY), System.getenv(UPDATE_VARIABLE));
    }

    /** Keeps what was spent as the baseline. */
    void record(Spending spending) {
        new BaselineFile(path).write(Baseline.of(spending.spent()));
        LOG.info("Recorded {}", this);
    }

    /** Returns what is dearer than in the baseline, or null when nothing is; logs what is cheaper. */
    @Nullable String problem(Spending spending) {
        Baseline before = new BaselineFile(path).read();
        if (before == null) {
            return this + " does not exist. Record it: run this test with -D" + UPDATE_PROPERTY
                    + "=true, look at the file and commit it";
        }
        Baseline now = Baseline.of(spending.spent());
        BaselineComparison comparison = new BaselineComparison(before, now, tolerances);
        List<String> falls = comparison.falls();
        if (!comparison.rises().isEmpty()) {
            return "it is dearer than " + this + ":\n" + BaselineReport.of(before, now, comparison)
                    + "\nIf that is meant, run this test with -D" + UPDATE_PROPERTY + "=true and commit the file.";
        }
        if (!falls.isEmpty()) {
            LOG.info(
                    "Cheaper than {}: {}. Record it anew with -D{}=true",
                    this,
                    String.join("; ", falls),
                    UPDATE_PROPERTY);
        }
        return null;
    }

    private CostBaseline with(Tolerances others) {
        return new CostBaseline(path, others);
    }
}
