package dev.costspan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.outcome.Outcome;
import dev.costspan.outcome.OutcomeAccount;
import dev.costspan.usage.Operation;
import io.opentelemetry.api.OpenTelemetry;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredAttributionTest {

    private static final int CALLS = 10_000;

    private final OperationBuilder chat = Costspan.create(OpenTelemetry.noop())
            .operation(Operation.CHAT)
            .provider("openai")
            .model("gpt-4o");
    private final OutcomeAccount outcome =
            new OutcomeAccount(new Outcome("support.resolution", "case-9"), Attribution.NONE, null);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void check_whenNothingIsMissing_allocatesNothing(boolean required) {
        Attribution attribution =
                Attribution.builder().team("support").costCenter("4711").build();
        RequiredAttribution keys = new RequiredAttribution(
                required ? EnumSet.of(AttributionKey.TEAM, AttributionKey.COST_CENTER) : Set.of());

        assertThat(allocatedBy(() -> keys.check(chat, attribution, outcome))).isLessThan(CALLS);
    }

    /** In bytes. Less than one for each call is none, with what a compiler or an agent may need once. */
    private static long allocatedBy(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        call.run();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
