package dev.costspan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Operation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** The parts of a difference add up to it, and each is nothing where its reason is not there. */
class SplitPropertyTest {

    private static final List<String> METERS =
            List.of("cache_read_tokens", "input_tokens", "output_tokens", "web_searches", BaselineRow.STATED);

    @Property(tries = 300)
    void parts_always_addUpToTheDifference(
            @ForAll("rows") List<BaselineRow> before, @ForAll("rows") List<BaselineRow> now) {
        Split split = Split.between(before, now);

        assertThat(split.sum()).isEqualByComparingTo(cost(now).subtract(cost(before)));
        assertThat(split.attempts()
                        .add(split.tokens())
                        .add(split.model())
                        .add(split.price())
                        .add(split.operations()))
                .isEqualByComparingTo(split.sum());
    }

    @Property(tries = 300)
    void split_whenNothingChanged_isNothing(@ForAll("rows") List<BaselineRow> rows) {
        assertThat(parts(Split.between(rows, rows)))
                .allSatisfy(part -> assertThat(part).isZero());
    }

    @Property(tries = 300)
    void split_whenEverythingHappensMoreOften_isOperationsAndAttempts(
            @ForAll("rows") List<BaselineRow> rows, @ForAll @LongRange(min = 2, max = 9) long times) {
        Split split = Split.between(rows, scaled(rows, times, times, 1));

        assertThat(split.tokens()).isZero();
        assertThat(split.model()).isZero();
        assertThat(split.price()).isZero();
        BigDecimal thrown = rows.stream().map(BaselineRow::thrownAway).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(split.attempts()).isEqualByComparingTo(thrown.multiply(BigDecimal.valueOf(times - 1)));
    }

    @Property(tries = 300)
    void split_whenEachOperationUsesMore_isTokensAndAttempts(
            @ForAll("rows") List<BaselineRow> rows, @ForAll @LongRange(min = 2, max = 9) long times) {
        Split split = Split.between(rows, scaled(rows, 1, times, 1));

        assertThat(split.operations()).isZero();
        assertThat(split.model()).isZero();
        assertThat(split.price()).isZero();
    }

    @Property(tries = 300)
    void split_whenAllRatesRise_isPriceAndAttempts(
            @ForAll("rows") List<BaselineRow> rows, @ForAll @LongRange(min = 2, max = 9) long times) {
        Split split = Split.between(rows, scaled(rows, 1, 1, times));

        assertThat(split.operations()).isZero();
        assertThat(split.model()).isZero();
        assertThat(split.tokens()).isZero();
    }

    @Property(tries = 300)
    void split_whenOneModelTakesTheWorkOfAnother_isModel(
            @ForAll("row") BaselineRow row, @ForAll @LongRange(min = 2, max = 9) long dearer) {
        BaselineRow before = withoutThrownAway(row);
        BaselineRow scaled = scaled(List.of(before), 1, 1, dearer).get(0);
        BaselineRow now = new BaselineRow(
                key("another"),
                scaled.operations(),
                null,
                null,
                scaled.usage(),
                scaled.cost(),
                BigDecimal.ZERO,
                scaled.prices());

        Split split = Split.between(List.of(before), List.of(now));

        assertThat(split.operations()).isZero();
        assertThat(split.tokens()).isZero();
        assertThat(split.price()).isZero();
        assertThat(split.model()).isEqualByComparingTo(now.cost().subtract(before.cost()));
    }

    @Property(tries = 300)
    void split_whenThereWasNothing_isOperations(@ForAll("rows") List<BaselineRow> rows) {
        assertThat(Split.between(List.of(), rows).operations()).isEqualByComparingTo(cost(rows));
        assertThat(Split.between(rows, List.of()).operations())
                .isEqualByComparingTo(cost(rows).negate());
    }

    @Provide
    Arbitrary<List<BaselineRow>> rows() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c").set().ofMinSize(1).ofMaxSize(3),
                        row().list().ofSize(3))
                .as(SplitPropertyTest::named);
    }

    @Provide
    Arbitrary<BaselineRow> row() {
        Arbitrary<BaselineRow.Line> line = Combinators.combine(
                        Arbitraries.bigDecimals()
                                .between(new BigDecimal("0.001"), new BigDecimal("5000"))
                                .ofScale(3),
                        Arbitraries.bigDecimals()
                                .between(BigDecimal.ZERO, new BigDecimal("2"))
                                .ofScale(9))
                .as(BaselineRow.Line::new);
        return Combinators.combine(
                        Arbitraries.longs().between(1, 40),
                        Arbitraries.maps(Arbitraries.of(METERS), line).ofMinSize(1),
                        Arbitraries.integers().between(0, 4))
                .as((operations, usage, quarters) -> {
                    BigDecimal cost = usage.values().stream()
                            .map(BaselineRow.Line::cost)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
                    BigDecimal thrownAway =
                            cost.multiply(BigDecimal.valueOf(quarters)).multiply(new BigDecimal("0.25"));
                    return new BaselineRow(
                            key("a"), operations, null, null, new TreeMap<>(usage), cost, thrownAway, new TreeSet<>());
                });
    }

    private static List<BaselineRow> named(Set<String> models, List<BaselineRow> rows) {
        List<BaselineRow> named = new ArrayList<>();
        for (String model : models) {
            BaselineRow row = rows.get(named.size());
            named.add(new BaselineRow(
                    key(model), row.operations(), null, null, row.usage(), row.cost(), row.thrownAway(), row.prices()));
        }
        return named;
    }

    private static List<BaselineRow> scaled(List<BaselineRow> rows, long operations, long usage, long rates) {
        return rows.stream()
                .map(row -> {
                    TreeMap<String, BaselineRow.Line> lines = new TreeMap<>();
                    row.usage()
                            .forEach((meter, line) -> lines.put(
                                    meter,
                                    new BaselineRow.Line(
                                            line.quantity().multiply(BigDecimal.valueOf(usage)),
                                            line.cost().multiply(BigDecimal.valueOf(usage * rates)))));
                    return new BaselineRow(
                            row.key(),
                            row.operations() * operations,
                            null,
                            null,
                            lines,
                            row.cost().multiply(BigDecimal.valueOf(usage * rates)),
                            row.thrownAway().multiply(BigDecimal.valueOf(usage * rates)),
                            row.prices());
                })
                .toList();
    }

    private static BaselineRow withoutThrownAway(BaselineRow row) {
        return new BaselineRow(
                row.key(), row.operations(), null, null, row.usage(), row.cost(), BigDecimal.ZERO, row.prices());
    }

    private static BaselineRow.Key key(String model) {
        return new BaselineRow.Key(Operation.CHAT, "acme", model, "USD");
    }

    private static BigDecimal cost(List<BaselineRow> rows) {
        return rows.stream().map(BaselineRow::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<BigDecimal> parts(Split split) {
        return List.of(split.tokens(), split.model(), split.operations(), split.attempts(), split.price());
    }
}
