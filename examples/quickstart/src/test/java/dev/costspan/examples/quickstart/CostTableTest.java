package dev.costspan.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostTableTest {
    @Test
    void of_whenRowsDiffer_alignsThemAndAddsThemExactly() {
        Row chat = new Row(
                "chat", "gpt-4o-mini", 1302L, 1024L, null, 0L, 43L, 2L, new BigDecimal("0.00014430"), null, "ok");
        Row house = new Row("chat", "house-llm-7b", 1L, null, null, null, 7L, 1L, null, "unknown model", "ok");
        Row query =
                new Row("vector query", "-", null, null, null, null, null, 1L, new BigDecimal("0.1"), null, "error");

        assertThat(CostTable.of(List.of(chat, house, query))).isEqualTo("""
                operation     model           in  cached  cache-write  reasoning  out  attempts                  cost USD  outcome
                ------------  ------------  ----  ------  -----------  ---------  ---  --------  ------------------------  ----------
                chat          gpt-4o-mini   1302    1024            -          0   43         2                0.00014430  ok
                chat          house-llm-7b     1       -            -          -    7         1  unpriced (unknown model)  ok
                vector query  -                -       -            -          -    -         1                0.10000000  error
                ------------  ------------  ----  ------  -----------  ---------  ---  --------  ------------------------  ----------
                total         3 operations  1303    1024            -          0   50         4                0.10014430  1 unpriced
                """);
    }

    @Test
    void of_whenNothingWasMetered_showsNoZeros() {
        assertThat(CostTable.of(List.of()))
                .endsWith("total      0 operations   -       -            -          -    -         -         -\n");
    }
}
