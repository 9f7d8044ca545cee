package dev.costspan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Operation;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SplitTest {

    /** Ten operations of 1,000 and 100 tokens at 1 and 4 per million. */
    private static final BaselineRow SMALL_BEFORE =
            row("small", 10, line("10000", "0.010"), line("1000", "0.004"), "0");

    @Test
    void between_whenEverythingChanged_isWhatAPersonReckons() {
        // Dearer by a fifth, and a quarter of it thrown away.
        BaselineRow small = row("small", 12, line("15000", "0.018"), line("1200", "0.00576"), "0.00594");
        BaselineRow large = row("large", 3, line("3000", "0.030"), line("300", "0.012"), "0");

        Split split = Split.between(List.of(SMALL_BEFORE), List.of(small, large));

        // 0.014 for ten, so 0.021 for fifteen
        assertThat(split.operations()).isEqualByComparingTo("0.007");
        // 12 x 0.0014, and 3 x (1000 at 10 and 100 at 40 per million): 0.0588
        assertThat(split.model()).isEqualByComparingTo("0.0378");
        // what was kept of 15000 and 1200 tokens at the old rates is 0.01485; large used what the average does
        assertThat(split.tokens()).isEqualByComparingTo("-0.00195");
        assertThat(split.price()).isEqualByComparingTo("0.00297");
        assertThat(split.attempts()).isEqualByComparingTo("0.00594");
        assertThat(split.sum()).isEqualByComparingTo("0.05176");
    }

    @Test
    void between_whenAnAverageHasNoEnd_addsUpAllTheSame() {
        BaselineRow three = row("small", 3, line("1000", "0.001"), line("0", "0"), "0");
        BaselineRow seven = row("small", 7, line("1001", "0.001001"), line("0", "0"), "0");

        Split split = Split.between(List.of(three), List.of(seven));

        assertThat(split.operations()).isEqualByComparingTo("0.001333333333");
        assertThat(split.tokens()).isEqualByComparingTo("-0.001332333333");
        assertThat(split.price()).isZero();
        assertThat(split.sum()).isEqualByComparingTo("0.000001");
    }

    @Test
    void between_whenANewModelHasNoRateForSomething_takesThatOfTheWhole() {
        TreeMap<String, BaselineRow.Line> cached = new TreeMap<>();
        cached.put("cache_read_tokens", line("1000", "0.0001"));
        cached.put("stated", line("1", "0.5"));
        BaselineRow before = row("old", 1, cached, "0.5001", "0");
        TreeMap<String, BaselineRow.Line> plain = new TreeMap<>();
        plain.put("input_tokens", line("2000", "0.002"));
        BaselineRow now = row("new", 1, plain, "0.002", "0");

        Split split = Split.between(List.of(before), List.of(now));

        // 1000 cached tokens at the new model's rate for input, and what was stated: 0.501
        assertThat(split.model()).isEqualByComparingTo("0.0009");
        assertThat(split.tokens()).isEqualByComparingTo("-0.499");
        assertThat(split.price()).isZero();
    }

    private static BaselineRow row(
            String model, long operations, BaselineRow.Line input, BaselineRow.Line output, String thrownAway) {
        TreeMap<String, BaselineRow.Line> usage = new TreeMap<>();
        usage.put("input_tokens", input);
        usage.put("output_tokens", output);
        return row(model, operations, usage, input.cost().add(output.cost()).toPlainString(), thrownAway);
    }

    private static BaselineRow row(
            String model, long operations, TreeMap<String, BaselineRow.Line> usage, String cost, String thrownAway) {
        return new BaselineRow(
                new BaselineRow.Key(Operation.CHAT, "acme", model, "USD"),
                operations,
                null,
                null,
                usage,
                new BigDecimal(cost),
                new BigDecimal(thrownAway),
                new TreeSet<>());
    }

    private static BaselineRow.Line line(String quantity, String cost) {
        return new BaselineRow.Line(new BigDecimal(quantity), new BigDecimal(cost));
    }
}
