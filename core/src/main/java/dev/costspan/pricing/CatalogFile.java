package dev.costspan.pricing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text form of a catalogue: one line for each card, fields separated by tabs, sorted, so that a new price list shows as
 * a readable difference.
 *
 * <p>Header lines begin with {@code #}: the format with its version, one line for each source, the column names, and last the
 * number of cards; others are remarks. An absent value is an empty field. Models, conditions, rates, factors and unread keys are
 * lists separated by spaces; in all but rates {@code \s} is a space, {@code \t} a tab, {@code \n} a line feed and {@code \\} a
 * backslash. Prices are in USD.
 *
 * <ul>
 *   <li>A condition is {@code option=value}, {@code region=value}, or hours as {@code window=MON,TUE/09:00-12:00/Asia/Shanghai},
 *       with {@code daily} for all days.
 *   <li>A rate is {@code meter=price/units}, without units for a million tokens and for one of anything else; {@code meter=?} is a
 *       rate that is not known, {@code meter=price:1,price} one in steps, here up to the first unit and from there.
 *   <li>A factor on token rates is {@code option=value*1.1}.
 *   <li>An interval begins and ends at midnight UTC of a date, or at an instant.
 * </ul>
 */
final class CatalogFile {

    static final String FORMAT = "#costspan-prices\t2";
    static final String SOURCE = "#source\t";
    static final String COLUMNS =
            "#provider\tmodels\ttier\tconditions\tinput_above\tinput_up_to\tfrom\tto\tsource\trates\tfactors\tunread_keys";
    static final String COUNT = "#cards\t";
    static final String UNKNOWN = "?";
    static final String REGION = "region";
    static final String WINDOW = "window";
    static final String DAILY = "daily";

    private final String text;
    private final Map<String, PriceSource> sources = new HashMap<>();
    private final Map<String, Integer> starts = new LinkedHashMap<>();
    private final CatalogLines lines = new CatalogLines(sources);

    /**
     * Reads the header of a catalogue and finds its providers; cards are read when they are asked for.
     *
     * @throws IllegalArgumentException when the text is no complete catalogue; the message says why
     */
    CatalogFile(String text) {
        this.text = text;
        if (!text.startsWith(FORMAT)) {
            throw new IllegalArgumentException("its first line is not '" + FORMAT + "'");
        }
        int announced = -1;
        int cards = 0;
        String provider = "";
        for (int start = 0; start < text.length(); start = endOfLine(start) + 1) {
            if (text.charAt(start) != '#') {
                cards++;
                if (provider.isEmpty() || !text.startsWith(provider, start)) {
                    provider = text.substring(start, text.indexOf('\t', start) + 1);
                    starts.putIfAbsent(provider, start);
                }
            } else if (text.startsWith(SOURCE, start)) {
                addSource(text.substring(start, endOfLine(start)));
            } else if (text.startsWith(COUNT, start)) {
                announced = Integer.parseInt(text.substring(start + COUNT.length(), endOfLine(start)));
            }
        }
        if (cards != announced) {
            throw new IllegalArgumentException("it announces " + announced + " cards, but has " + cards);
        }
    }

    /** Returns the date of the oldest source, or null when none states one. */
    @Nullable LocalDate oldest() {
        LocalDate oldest = null;
        for (PriceSource source : sources.values()) {
            LocalDate date = source.asOf();
            oldest = oldest == null || date != null && date.isBefore(oldest) ? date : oldest;
        }
        return oldest;
    }

    boolean has(String provider) {
        return starts.containsKey(provider.concat("\t"));
    }

    /** Returns the cards of a provider, none when it has none. One provider at a time is read, since cards share what is equal. */
    synchronized List<PriceCard> cards(String provider) {
        String prefix = provider.concat("\t");
        Integer first = starts.get(prefix);
        if (first == null) {
            return List.of();
        }
        List<PriceCard> cards = new ArrayList<>();
        for (int start = first; text.startsWith(prefix, start); start = endOfLine(start) + 1) {
            String line = text.substring(start, endOfLine(start));
            try {
                cards.add(lines.card(line));
            } catch (RuntimeException wrong) {
                throw new IllegalArgumentException("line '" + line + "': " + wrong.getMessage(), wrong);
            }
        }
        return cards;
    }

    /** Returns the cards of all providers. */
    List<PriceCard> cards() {
        List<PriceCard> cards = new ArrayList<>();
        starts.keySet().forEach(prefix -> cards.addAll(cards(prefix.substring(0, prefix.length() - 1))));
        return cards;
    }

    /** Returns the date {@code 2026-08-01}. A formatter would take longer to set up than all the rest to read. */
    static LocalDate date(String text) {
        if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            throw new IllegalArgumentException("'" + text + "' is not a date");
        }
        return LocalDate.of(
                Integer.parseInt(text, 0, 4, 10), Integer.parseInt(text, 5, 7, 10), Integer.parseInt(text, 8, 10, 10));
    }

    private int endOfLine(int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }

    private void addSource(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length < 3) {
            throw new IllegalArgumentException("a source needs a name and a date: '" + line + "'");
        }
        sources.put(fields[1], new PriceSource(fields[1], date(fields[2])));
    }
}
