package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns lines of a {@link CatalogFile} into cards, among which equal rates are one object. Not thread-safe.
 *
 * <p>Written without lambdas, as is all that runs when the catalogue is opened: in a fresh JVM their set-up takes longer than
 * the work.
 */
final class CatalogLines {

    private final Map<String, PriceSource> sources;
    private final Map<String, Meter> meters = new HashMap<>();
    private final Map<String, Rate> rates = new HashMap<>();
    private final Map<String, RateTable> tables = new HashMap<>();
    private String lastModels = "";
    private List<String> models = List.of();

    CatalogLines(Map<String, PriceSource> sources) {
        this.sources = sources;
        for (int i = 0; i < Meter.count(); i++) {
            meters.put(Meter.at(i).id(), Meter.at(i));
        }
    }

    /** Returns for how many units a price is when a line does not say. */
    static BigDecimal defaultUnits(Meter meter) {
        return meter.isTokens() ? Rate.MILLION : BigDecimal.ONE;
    }

    /**
     * Returns the card of one line.
     *
     * @throws RuntimeException when the line is none; the message says why
     */
    PriceCard card(String line) {
        Fields fields = new Fields(line);
        PriceCardBuilder card = new PriceCardBuilder(fields.next(), models(fields.next()));
        String tier = fields.next();
        if (!tier.isEmpty()) {
            card.serviceTier(tier);
        }
        for (String condition : list(fields.next())) {
            CatalogConditions.add(condition, card);
        }
        String above = fields.next();
        if (!above.isEmpty()) {
            card.inputAbove(Long.parseLong(above));
        }
        String upTo = fields.next();
        if (!upTo.isEmpty()) {
            card.inputUpTo(Long.parseLong(upTo));
        }
        String from = fields.next();
        if (!from.isEmpty()) {
            card.from(instant(from));
        }
        String to = fields.next();
        if (!to.isEmpty()) {
            card.to(instant(to));
        }
        String source = fields.next();
        PriceSource known = sources.get(source);
        if (known == null) {
            throw new IllegalArgumentException("the header has no source '" + source + "'");
        }
        card.source(known);
        RateTable table = shared(fields.next());
        for (String factor : list(fields.next())) {
            card.multiplier(CatalogConditions.multiplier(factor));
        }
        card.unreadKeys(list(fields.next()));
        return card.build(table);
    }

    /** The cards of one model stand together, so the ids of the line before are mostly those of this one. */
    private List<String> models(String field) {
        if (!field.equals(lastModels)) {
            models = List.copyOf(list(field));
            lastModels = field;
        }
        return models;
    }

    private static Instant instant(String text) {
        return text.indexOf('T') >= 0
                ? Instant.parse(text)
                : CatalogFile.date(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private RateTable shared(String text) {
        RateTable table = tables.get(text);
        if (table == null) {
            table = table(text);
            tables.put(text, table);
        }
        return table;
    }

    private RateTable table(String text) {
        Map<Meter, Rate> stated = new EnumMap<>(Meter.class);
        Map<Meter, List<RateStep>> graduated = new EnumMap<>(Meter.class);
        Set<Meter> unknown = EnumSet.noneOf(Meter.class);
        for (String part : text.split(" ")) {
            int equals = part.indexOf('=');
            Meter meter = equals < 0 ? null : meters.get(part.substring(0, equals));
            if (meter == null) {
                throw new IllegalArgumentException("'" + part + "' is not a rate");
            }
            String price = part.substring(equals + 1);
            if (price.equals(CatalogFile.UNKNOWN)) {
                unknown.add(meter);
            } else if (price.indexOf(',') >= 0) {
                graduated.put(meter, steps(meter, price));
            } else {
                Rate rate = rates.get(part);
                if (rate == null) {
                    rate = rate(meter, price);
                    rates.put(part, rate);
                }
                stated.put(meter, rate);
            }
        }
        return new RateTable(stated, graduated, unknown);
    }

    private static List<RateStep> steps(Meter meter, String text) {
        List<RateStep> steps = new ArrayList<>(2);
        for (String part : text.split(",")) {
            int colon = part.indexOf(':');
            steps.add(
                    colon < 0
                            ? new RateStep(null, rate(meter, part))
                            : new RateStep(
                                    new BigDecimal(part.substring(colon + 1)), rate(meter, part.substring(0, colon))));
        }
        return List.copyOf(steps);
    }

    private static Rate rate(Meter meter, String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new Rate(new BigDecimal(text), defaultUnits(meter))
                : new Rate(new BigDecimal(text.substring(0, slash)), new BigDecimal(text.substring(slash + 1)));
    }

    private static List<String> list(String field) {
        if (field.isEmpty()) {
            return List.of();
        }
        List<String> items = new ArrayList<>(2);
        for (int start = 0; start <= field.length(); ) {
            int space = field.indexOf(' ', start);
            int end = space < 0 ? field.length() : space;
            items.add(unescape(field.substring(start, end)));
            start = end + 1;
        }
        return items;
    }

    private static String unescape(String item) {
        if (item.indexOf('\\') < 0) {
            return item;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < item.length(); i++) {
            char c = item.charAt(i);
            if (c == '\\') {
                i++;
                require(i < item.length(), "'" + item + "' ends in the middle of an escape");
                c = switch (item.charAt(i)) {
                    case 's' -> ' ';
                    case 't' -> '\t';
                    case 'n' -> '\n';
                    case '\\' -> '\\';
                    default -> throw new IllegalArgumentException("'" + item + "' has an unknown escape");
                };
            }
            text.append(c);
        }
        return text.toString();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** The fields of one line, left to right. */
    private static final class Fields {

        private final String line;
        private int start;

        Fields(String line) {
            this.line = line;
        }

        String next() {
            require(start <= line.length(), "the line has too few fields");
            int tab = line.indexOf('\t', start);
            int end = tab < 0 ? line.length() : tab;
            String field = line.substring(start, end);
            start = end + 1;
            return field;
        }
    }
}
