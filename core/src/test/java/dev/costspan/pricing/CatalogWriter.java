package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes cards in the form that {@link CatalogFile} reads. */
final class CatalogWriter {

    private static final Comparator<PriceCard> ORDER = Comparator.comparing(PriceCard::provider)
            .thenComparing(card -> card.models().get(0))
            .thenComparing(card -> text(card.serviceTier()))
            .thenComparing(CatalogWriter::conditions)
            .thenComparing(card -> text(card.from()))
            .thenComparing(card -> card.context().above());

    private CatalogWriter() {}

    static String write(Collection<PriceCard> cards, List<PriceSource> sources) {
        StringBuilder text = new StringBuilder(CatalogFile.FORMAT).append('\n');
        sources.forEach(source -> text.append(CatalogFile.SOURCE)
                .append(source.name())
                .append('\t')
                .append(source.asOf())
                .append('\n'));
        text.append(CatalogFile.COLUMNS).append('\n');
        text.append(CatalogFile.COUNT).append(cards.size()).append('\n');
        cards.stream().sorted(ORDER).forEach(card -> text.append(line(card)).append('\n'));
        return text.toString();
    }

    private static String line(PriceCard card) {
        if (!card.currency().equals("USD")) {
            throw new IllegalArgumentException(card.id() + " is in " + card.currency() + ", a catalogue holds USD");
        }
        if (card.context().measure() != ContextRange.Measure.INPUT) {
            throw new IllegalArgumentException(
                    card.id() + " is by " + card.context().measure() + ", a catalogue by input");
        }
        return String.join(
                "\t",
                card.provider(),
                list(card.models()),
                text(card.serviceTier()),
                conditions(card),
                card.context().above() < 0 ? "" : String.valueOf(card.context().above()),
                card.context().upTo() == Long.MAX_VALUE
                        ? ""
                        : String.valueOf(card.context().upTo()),
                day(card.from()),
                day(card.to()),
                card.source().name(),
                rates(card),
                list(card.multipliers().stream().map(CatalogWriter::factor).toList()),
                list(card.unreadKeys()));
    }

    private static String conditions(PriceCard card) {
        List<String> conditions = new ArrayList<>();
        if (card.region() != null) {
            conditions.add(CatalogFile.REGION + "=" + card.region());
        }
        new TreeMap<>(card.options()).forEach((option, value) -> conditions.add(option + "=" + value));
        for (TimeWindow window : card.windows()) {
            String days = window.days().size() == DayOfWeek.values().length
                    ? CatalogFile.DAILY
                    : window.days().stream()
                            .sorted()
                            .map(day -> day.name().substring(0, 3))
                            .collect(Collectors.joining(","));
            conditions.add(CatalogFile.WINDOW + "=" + days + "/" + window.from() + "-" + window.to() + "/"
                    + window.zone().getId());
        }
        return list(conditions);
    }

    private static String factor(Multiplier multiplier) {
        return multiplier.option() + "=" + multiplier.value() + "*"
                + multiplier.factor().toPlainString();
    }

    private static String rates(PriceCard card) {
        StringJoiner text = new StringJoiner(" ");
        for (Meter meter : Meter.values()) {
            Rate rate = card.rate(meter);
            List<RateStep> steps = card.rates().ownSteps(meter);
            if (rate != null) {
                text.add(meter.id() + "=" + rate(meter, rate));
            } else if (steps != null) {
                text.add(meter.id() + "="
                        + steps.stream()
                                .map(step -> rate(meter, step.rate())
                                        + (step.upTo() == null
                                                ? ""
                                                : ":" + step.upTo().toPlainString()))
                                .collect(Collectors.joining(",")));
            } else if (card.hasUnknownRate(meter)) {
                text.add(meter.id() + "=" + CatalogFile.UNKNOWN);
            }
        }
        return text.toString();
    }

    private static String rate(Meter meter, Rate rate) {
        boolean usual = rate.per().compareTo(CatalogLines.defaultUnits(meter)) == 0;
        return rate.price().toPlainString() + (usual ? "" : "/" + rate.per().toPlainString());
    }

    private static String list(List<String> items) {
        return items.stream().map(CatalogWriter::escape).collect(Collectors.joining(" "));
    }

    private static String escape(String item) {
        return item.replace("\\", "\\\\")
                .replace(" ", "\\s")
                .replace("\t", "\\t")
                .replace("\n", "\\n");
    }

    private static String day(@Nullable Instant at) {
        if (at == null) {
            return "";
        }
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        boolean midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant().equals(at);
        return midnight ? day.toString() : at.toString();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
