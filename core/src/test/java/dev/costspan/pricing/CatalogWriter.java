package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes cards in the form that {@link CatalogFile} reads. */
final class CatalogWriter {

    private static final Comparator<PriceCard> ORDER = Comparator.comparing(PriceCard::provider)
            .thenComparing(card -> card.models().get(0))
            .thenComparing(card -> text(card.serviceTier()))
            .thenComparing(card -> text(card.from()))
            .thenComparing(PriceCard::inputAbove);

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
        return String.join(
                "\t",
                card.provider(),
                list(card.models()),
                text(card.serviceTier()),
                card.inputAbove() < 0 ? "" : String.valueOf(card.inputAbove()),
                card.inputUpTo() == Long.MAX_VALUE ? "" : String.valueOf(card.inputUpTo()),
                day(card.from()),
                day(card.to()),
                card.source().name(),
                rates(card),
                list(card.unreadKeys()));
    }

    private static String rates(PriceCard card) {
        StringJoiner text = new StringJoiner(" ");
        for (Meter meter : Meter.values()) {
            Rate rate = card.rate(meter);
            if (rate != null) {
                String units = rate.per().compareTo(CatalogLines.defaultUnits(meter)) == 0
                        ? ""
                        : "/" + rate.per().toPlainString();
                text.add(meter.id() + "=" + rate.price().toPlainString() + units);
            } else if (card.hasUnknownRate(meter)) {
                text.add(meter.id() + "=" + CatalogFile.UNKNOWN);
            }
        }
        return text.toString();
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
        if (!day.atStartOfDay(ZoneOffset.UTC).toInstant().equals(at)) {
            throw new IllegalArgumentException(at + " is not midnight UTC");
        }
        return day.toString();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
