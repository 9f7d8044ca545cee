package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.pricing.CostSource;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import dev.costspan.usage.UsageFormat;
import dev.costspan.usage.UsageReport;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What a usage format read out of an answer, told to an operation. */
class UsageReportTest {

    private final Observed observed = Observed.create();

    @Test
    void report_whenTheAnswerStatesEverything_isOnTheRecord() {
        UsageReport report = UsageFormat.of("openrouter", "chat").read("""
                {"model": "openai/gpt-4o", "usage": {"prompt_tokens": 10, "completion_tokens": 5, "cost": 0.00012}}""");

        observed.chat().call(operation -> operation.report(report));

        CostRecord only = observed.only();
        assertThat(only.responseModel()).isEqualTo("openai/gpt-4o");
        assertThat(only.cost().amount()).isEqualByComparingTo("0.00012");
        assertThat(only.cost().source()).isEqualTo(CostSource.PROVIDER);
        assertThat(only.cost().usage().unscaled(Meter.INPUT_TOKENS)).isEqualTo(10);
    }

    @Test
    void report_whenItStatesLittle_keepsWhatWasToldBefore() {
        UsageReport empty = new UsageReport(Usage.UNKNOWN, null, Conditions.NONE, null, "USD");

        observed.chat()
                .call(operation -> operation
                        .usage(Usage.tokens(10, 5))
                        .responseModel("gpt-4o-2024-08-06")
                        .serviceTier("default")
                        .report(empty));

        CostRecord only = observed.only();
        assertThat(only.responseModel()).isEqualTo("gpt-4o-2024-08-06");
        assertThat(only.serviceTier()).isEqualTo("default");
        assertThat(only.cost().usage().isUnknown()).isFalse();
    }

    @Test
    void report_whenItsCurrencyIsNone_doesNotReachTheCaller() {
        UsageReport odd = new UsageReport(Usage.tokens(10, 5), null, Conditions.NONE, new BigDecimal("0.1"), "dollars");

        String answer = observed.chat().call(operation -> {
            operation.report(odd);
            return "answer";
        });

        assertThat(answer).isEqualTo("answer");
        assertThat(observed.only().cost().usage().isUnknown()).isFalse();
        assertThat(observed.only().cost().source()).isNotEqualTo(CostSource.PROVIDER);
    }
}
