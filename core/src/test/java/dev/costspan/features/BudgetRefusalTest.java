package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.attribution.Attribution;
import dev.costspan.budget.BudgetExceededException;
import dev.costspan.budget.BudgetRequest;
import dev.costspan.budget.Reservation;
import dev.costspan.outcome.OutcomeScope;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.Money;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BudgetRefusalTest {

    private static final BudgetExceededException REFUSAL = new BudgetExceededException(
            "team-support", Money.of("10", "USD"), Money.of("9.99", "USD"), Money.of("0.02", "USD"), null);

    private final List<BudgetRequest> asked = new ArrayList<>();
    private final List<Cost> settled = new ArrayList<>();
    private final Observed open = Observed.with(settings -> settings.budgets(request -> {
        asked.add(request);
        return new Room();
    }));
    private final Observed refusing = Observed.with(settings -> settings.budgets(request -> {
        throw REFUSAL;
    }));

    @Test
    void call_whenABudgetRefuses_throwsItBeforeTheBodyRunsAndLeavesNoTrace() {
        AtomicBoolean sent = new AtomicBoolean();

        assertThatThrownBy(() -> refusing.chat().call(operation -> {
                    sent.set(true);
                    return "";
                }))
                .isSameAs(REFUSAL);

        assertThat(sent).isFalse();
        assertThat(refusing.records).isEmpty();
        assertThat(refusing.telemetry.spans()).isEmpty();
    }

    @Test
    void callAsync_whenABudgetRefuses_throwsItBeforeAnythingIsSent() {
        AtomicBoolean sent = new AtomicBoolean();

        assertThatThrownBy(() -> refusing.chat().callAsync(operation -> {
                    sent.set(true);
                    return new CompletableFuture<String>();
                }))
                .isSameAs(REFUSAL);

        assertThat(sent).isFalse();
    }

    @Test
    void call_whenTheClientItselfThrowsARefusal_recordsAFailedCall() {
        assertThatThrownBy(() -> open.chat().call(operation -> {
                    throw REFUSAL;
                }))
                .isSameAs(REFUSAL);

        assertThat(open.only().errorType()).isEqualTo(BudgetExceededException.class.getName());
    }

    @Test
    void record_whenABudgetWouldRefuse_stillRecordsWhatIsSpent() {
        refusing.costspan
                .operation(Operation.GPU_TIME)
                .provider("acme")
                .model("h100")
                .record(Usage.of(Meter.GPU_SECONDS, 10));
        refusing.costspan.operation(Operation.FIXED_CHARGE).provider("acme").record(Money.of("5", "USD"));

        assertThat(refusing.records).hasSize(2).allMatch(entry -> entry.cost().hasAmount());
    }

    @Test
    void start_whenItMayNeverBeRefused_passes() {
        refusing.chat().neverRefused().start().end();

        assertThat(refusing.records).hasSize(1);
    }

    @Test
    void reserve_always_learnsWhatIsAskedAndForWhom() {
        Attribution support = Attribution.builder().team("support").build();
        try (Scope whom = support.makeCurrent();
                OutcomeScope what = open.costspan.outcome("support.resolution")) {
            open.chat().call(Answer.USUAL::tell);
        }

        assertThat(asked)
                .containsExactly(new BudgetRequest(Operation.CHAT, "openai", "gpt-4o", support, "support.resolution"));
    }

    @Test
    void settle_whenTheOperationEnds_learnsTheFactOnce() {
        var operation = open.chat().start();
        Answer.USUAL.tell(operation);
        operation.end();
        operation.end();
        operation.cancel();

        assertThat(settled).containsExactly(open.only().cost());
    }

    @Test
    void settle_whenTheCallFailed_learnsThatThereIsNoAmount() {
        open.chat().start().fail("500");

        assertThat(settled)
                .singleElement()
                .satisfies(cost -> assertThat(cost.unpricedReason()).isEqualTo(UnpricedReason.NO_ANSWER));
    }

    private final class Room implements Reservation {

        @Override
        public void settle(Cost cost) {
            settled.add(cost);
        }

        @Override
        public void release() {
            throw new AssertionError("this operation accounts for itself");
        }
    }
}
