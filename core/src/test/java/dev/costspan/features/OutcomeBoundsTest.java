package dev.costspan.features;

import static dev.costspan.features.ManyOutcomes.MANY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.Costspan;
import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.outcome.OutcomeStatus;
import dev.costspan.telemetry.LedgerSnapshot;
import dev.costspan.telemetry.OutcomeRow;
import io.opentelemetry.api.OpenTelemetry;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** However many tenants, ids and names there are, rows and memory are bounded and sums are exact. */
class OutcomeBoundsTest {

    /** The most rows of outcomes, and the one for what finds none. */
    private static final int MOST_ROWS = 1_001;

    private final Costspan costspan = ManyOutcomes.costspan(OpenTelemetry.noop());

    @Test
    void ids_always_shareARow() {
        ManyOutcomes.ids(costspan);

        LedgerSnapshot snapshot = costspan.ledger().snapshot();
        assertThat(snapshot.outcomes()).hasSize(1);
        assertThat(snapshot.outcome("order").count(OutcomeStatus.SUCCESS)).isEqualTo(MANY);
        assertThat(snapshot.outcome("order").cost().cost()).isEqualByComparingTo(ManyOutcomes.COST);
    }

    @Test
    void names_whenThereAreTooMany_shareTheOverflowRow() {
        ManyOutcomes.names(costspan);

        assertOverflow(MANY - (MOST_ROWS - 1));
        assertThat(costspan.ledger().snapshot().outcome("name-0").cost().cost()).isEqualByComparingTo("0.0001");
    }

    @Test
    void tenants_whenThereAreTooMany_shareTheOverflowRow() {
        ManyOutcomes.tenants(costspan);

        assertOverflow(MANY - (MOST_ROWS - 1));
    }

    @Test
    void tenants_whenMetricsTellOnlySomeApart_shareTheRowOfTheOthers() {
        Observed observed = Observed.with(
                settings -> settings.metricKeys(AttributionKey.TENANT).maxMetricValues(3));
        for (int i = 0; i < 10; i++) {
            try (OutcomeScope outcome = observed.costspan
                    .outcomes()
                    .builder("order")
                    .attribution(Attribution.builder().tenant("tenant-" + i).build())
                    .open()) {
                observed.chatOnce();
                outcome.succeed();
            }
        }

        assertThat(observed.costspan.ledger().snapshot().outcomes())
                .extracting(OutcomeRow::settled)
                .containsExactlyInAnyOrder(1L, 1L, 1L, 7L);
        assertThat(observed.telemetry.sums("costspan.outcome.count", "costspan.tenant"))
                .hasSize(4)
                .containsEntry("_other", 7.0);
        assertThat(observed.row("order").cost().cost()).isEqualByComparingTo("0.0275");
    }

    @Test
    void names_whenManyThreadsBringThem_areBoundedAndExact() throws Exception {
        int threads = 16;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            running.add(executor.submit(() -> {
                for (int i = 0; i < 2_000; i++) {
                    costspan.outcomes().builder("name-" + i).call(outcome -> "done");
                }
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
        executor.shutdown();

        List<OutcomeRow> rows = costspan.ledger().snapshot().outcomes();
        assertThat(rows).hasSizeLessThanOrEqualTo(MOST_ROWS + threads);
        assertThat(rows.stream().mapToLong(OutcomeRow::settled).sum()).isEqualTo(threads * 2_000L);
    }

    @Test
    void heap_whenThereAreFarTooManyOfAll_holdsLessThan48Megabytes() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyOutcomes.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            said = output.lines().toList();
        }

        assertThat(process.waitFor()).isZero();
        assertThat(said).hasSize(2);
        assertThat(said.get(0)).isEqualTo(MOST_ROWS + " rows, [30.0000 USD]");
        assertThat(Integer.parseInt(said.get(1))).isLessThan(48);
    }

    private void assertOverflow(long overflowed) {
        LedgerSnapshot snapshot = costspan.ledger().snapshot();
        assertThat(snapshot.outcomes()).hasSize(MOST_ROWS);
        OutcomeRow overflow = snapshot.outcome(OutcomeRow.OVERFLOW);
        assertThat(overflow.count(OutcomeStatus.SUCCESS)).isEqualTo(overflowed);
        assertThat(overflow.operations()).isEqualTo(overflowed);
        assertThat(snapshot.outcomes().stream().map(row -> row.cost().cost()).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(ManyOutcomes.COST);
        assertThat(snapshot.cost().get(0).amount()).isEqualByComparingTo(ManyOutcomes.COST);
    }
}
