package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.attribution.Attribution;
import dev.costspan.outcome.Outcome;
import dev.costspan.outcome.OutcomeAccount;
import dev.costspan.telemetry.CostRecord;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.extension.kotlin.ContextExtensionsKt;
import java.util.stream.IntStream;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Dispatchers;
import org.junit.jupiter.api.Test;

/** Kotlin's coroutines, with OpenTelemetry's extension, as Java calls them. */
class ScopesInCoroutinesTest {

    private static final Attribution SUPPORT =
            Attribution.builder().team("support").feature("faq").build();
    private static final Attribution REFUND =
            Attribution.builder().feature("refund").build();
    private static final Outcome CASE = new Outcome("support.resolution", "case-9");
    private static final OutcomeAccount ACCOUNT = new OutcomeAccount(CASE, Attribution.NONE, null);

    private final Observed observed = Observed.create();

    @Test
    void coroutine_onADispatcher_worksForTheContextItWasGiven() throws InterruptedException {
        String thread = BuildersKt.runBlocking(
                carried(Context.root().with(SUPPORT).with(ACCOUNT)).plus(Dispatchers.getDefault()),
                (scope, continuation) -> ask());
        BuildersKt.runBlocking(Dispatchers.getDefault(), (scope, continuation) -> ask());

        assertThat(thread).isNotEqualTo(Thread.currentThread().getName());
        assertThat(observed.records).extracting(CostRecord::attribution).containsExactly(SUPPORT, Attribution.NONE);
        assertThat(observed.records).extracting(CostRecord::outcome).containsExactly(CASE, null);
    }

    @Test
    void withContext_onAnotherDispatcher_mergesOverTheOneAround() throws InterruptedException {
        BuildersKt.<String>runBlocking(
                carried(Context.root().with(SUPPORT)).plus(Dispatchers.getDefault()), (scope, continuation) -> {
                    ask();
                    return BuildersKt.withContext(
                            ContextExtensionsKt.asContextElement(REFUND).plus(Dispatchers.getIO()),
                            (inner, resumed) -> ask(),
                            continuation);
                });

        assertThat(observed.records)
                .extracting(CostRecord::attribution)
                .containsExactly(SUPPORT, SUPPORT.toBuilder().feature("refund").build());
    }

    @Test
    void coroutines_sideBySide_keepTheirTenantsApart() throws InterruptedException {
        BuildersKt.runBlocking(
                carried(Context.root().with(SUPPORT)).plus(Dispatchers.getDefault()), (scope, continuation) -> {
                    IntStream.range(0, 50).forEach(i -> askAsync(scope, "t" + i));
                    return ask();
                });

        assertThat(observed.records)
                .extracting(CostRecord::attribution)
                .hasSize(51)
                .contains(SUPPORT)
                .containsAll(IntStream.range(0, 50)
                        .mapToObj(i -> SUPPORT.toBuilder().tenant("t" + i).build())
                        .toList());
    }

    private void askAsync(CoroutineScope scope, String tenant) {
        BuildersKt.async(scope, EmptyCoroutineContext.INSTANCE, CoroutineStart.DEFAULT, (inner, continuation) -> {
            try (Scope ignored = Attribution.builder().tenant(tenant).build().makeCurrent()) {
                return ask();
            }
        });
    }

    private String ask() {
        observed.chat().call(Answer.USUAL::tell);
        return Thread.currentThread().getName();
    }

    private static CoroutineContext carried(Context context) {
        return ContextExtensionsKt.asContextElement(context);
    }
}
