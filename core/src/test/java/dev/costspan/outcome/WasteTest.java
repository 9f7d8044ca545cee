package dev.costspan.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.pricing.Cost;
import dev.costspan.pricing.CostSource;
import dev.costspan.pricing.Money;
import dev.costspan.pricing.UnpricedReason;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WasteTest {

    @Test
    void of_whenNothingIsWasted_isNone() {
        assertThat(Waste.of(usd("1"), null, Set.of())).isSameAs(Waste.NONE);
        assertThat(Waste.NONE.amount()).isNull();
        assertThat(Waste.NONE.reasons()).isEmpty();
    }

    @Test
    void of_whenSeveralReasonsApply_givesTheAmountToTheFirstAndNamesAll() {
        Waste waste = Waste.of(usd("1"), null, Set.of(WasteReason.CUT_OFF, WasteReason.REPEATED_REQUEST));

        assertThat(waste.amount()).isEqualByComparingTo("1");
        assertThat(waste.amounts()).isEqualTo(Map.of(WasteReason.REPEATED_REQUEST, new BigDecimal("1")));
        assertThat(waste.reasonIds()).containsExactly("repeated_request", "cut_off");
    }

    @Test
    void of_whenAnAnswerWasThrownAway_wastesItsPartAlone() {
        Waste waste = Waste.of(usd("1"), usd("0.4"), Set.of());

        assertThat(waste.amount()).isEqualByComparingTo("0.4");
        assertThat(waste.reasonIds()).containsExactly("failed_attempt");
    }

    @Test
    void of_whenTheRestIsWasteToo_splitsTheWholeCost() {
        Waste waste = Waste.of(usd("1"), usd("0.4"), Set.of(WasteReason.FAILED_OPERATION));

        assertThat(waste.amount()).isEqualByComparingTo("1.0");
        assertThat(waste.amounts())
                .containsEntry(WasteReason.FAILED_ATTEMPT, new BigDecimal("0.4"))
                .containsEntry(WasteReason.FAILED_OPERATION, new BigDecimal("0.6"));
    }

    @Test
    void of_whenTheCostIsUnknown_hasReasonsAndNoAmount() {
        Waste waste = Waste.of(unpriced(), null, Set.of(WasteReason.CUT_OFF));

        assertThat(waste.amount()).isNull();
        assertThat(waste.currency()).isNull();
        assertThat(waste.reasonIds()).containsExactly("cut_off");
    }

    @Test
    void of_whenThrownAwayInAnotherCurrency_hasNoAmountForIt() {
        Waste waste = Waste.of(usd("1"), stated("0.4", "EUR"), Set.of());

        assertThat(waste.amount()).isNull();
        assertThat(waste.reasonIds()).containsExactly("failed_attempt");
    }

    @Test
    void andRest_whenPartIsWastedAlready_addsOnlyTheRest() {
        Waste part = Waste.of(usd("1"), usd("0.4"), Set.of());

        Waste all = part.andRest(usd("1"), WasteReason.OUTCOME_FAILED);

        assertThat(all.amount()).isEqualByComparingTo("1");
        assertThat(all.amounts()).containsEntry(WasteReason.OUTCOME_FAILED, new BigDecimal("0.6"));
        assertThat(all.reasonIds()).containsExactly("failed_attempt", "outcome_failed");
    }

    @Test
    void andRest_whenNothingWasWasted_isTheWholeCost() {
        Waste all = Waste.NONE.andRest(usd("1"), WasteReason.OUTCOME_ABANDONED);

        assertThat(all.amounts()).isEqualTo(Map.of(WasteReason.OUTCOME_ABANDONED, new BigDecimal("1")));
        assertThat(Waste.NONE.andRest(unpriced(), WasteReason.OUTCOME_FAILED).amount())
                .isNull();
    }

    private static Cost usd(String amount) {
        return stated(amount, "USD");
    }

    private static Cost stated(String amount, String currency) {
        return Cost.stated(Money.of(amount, currency), CostSource.PROVIDER, Usage.UNKNOWN);
    }

    private static Cost unpriced() {
        return Cost.unpriced(UnpricedReason.UNKNOWN_MODEL, Usage.tokens(1, 1));
    }
}
