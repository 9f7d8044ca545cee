package dev.costspan.pricing;

import com.fasterxml.jackson.core.JsonToken;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads Costspan's own price file, {@code docs/price-file.md}: one object with the format and its version, the source, and the
 * cards.
 *
 * <p>A key that this version does not know makes the costs of the card it is on partial, at the top of the file those of every
 * card. A value that it does not know makes the file unreadable, as does another version of the format.
 */
final class CostspanPricesReader {

    /** The version of the format that is read and written. */
    static final String FORMAT = "costspan-prices/1";

    private static final String DEFAULT_CURRENCY = "USD";

    private final PriceJson json;
    private final CostspanPricesParts parts;
    private final Set<String> unread = new LinkedHashSet<>();
    private final List<CostspanPricesCard> cards = new ArrayList<>();
    private @Nullable PriceSource source;
    private String currency = DEFAULT_CURRENCY;

    CostspanPricesReader(PriceJson json) {
        this.json = json;
        parts = new CostspanPricesParts(json);
    }

    /** Returns the card of an object on its own, which says everything but provider and model. */
    static PriceCard card(PriceJson json, String provider, String model) {
        json.expect(JsonToken.START_OBJECT, "the card");
        return new CostspanPricesCard(json, provider, model).build(PriceFormat.APPLICATION, DEFAULT_CURRENCY, Set.of());
    }

    /** Returns the cards of the file, which ends after them. */
    List<PriceCard> read() {
        json.expect(JsonToken.START_OBJECT, "the file");
        readKeys(new PriceJsonKeys(json, "", unread));
        if (source == null) {
            throw json.error("key 'source' is missing; it says whose prices these are");
        }
        List<PriceCard> read = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (CostspanPricesCard card : cards) {
            PriceCard built = card.build(source, currency, unread);
            if (!ids.add(built.id())) {
                throw json.error("its id '" + built.id() + "' is there twice; give each card an id of its own");
            }
            read.add(built);
        }
        json.at("");
        return read;
    }

    private void readKeys(PriceJsonKeys keys) {
        String format = null;
        String name = null;
        LocalDate asOf = null;
        for (String key = keys.next(); key != null; key = keys.next()) {
            switch (key) {
                case "format" -> format = format(keys.string());
                case "source" -> name = keys.string();
                case "as_of" -> asOf = parts.date(keys);
                case "currency" -> currency = currency(keys.string());
                case "cards" -> readCards(keys);
                case "$schema", "note" -> keys.string();
                default -> keys.skip();
            }
        }
        if (format == null) {
            throw json.error("key 'format' is missing; it must be '" + FORMAT + "'");
        }
        source = name == null ? null : new PriceSource(name, asOf);
    }

    private void readCards(PriceJsonKeys keys) {
        keys.array();
        while (json.nextElement()) {
            json.requireAt(JsonToken.START_OBJECT, "card " + (cards.size() + 1));
            cards.add(new CostspanPricesCard(json, cards.size() + 1));
            json.at("");
        }
    }

    private String format(String format) {
        if (!format.equals(FORMAT)) {
            throw json.error(
                    "key 'format' must be '" + FORMAT + "', the version that is read, but is '" + format + "'");
        }
        return format;
    }

    private String currency(String code) {
        try {
            return Money.requireCurrency(code);
        } catch (IllegalArgumentException wrong) {
            throw json.error("key 'currency': " + wrong.getMessage());
        }
    }
}
