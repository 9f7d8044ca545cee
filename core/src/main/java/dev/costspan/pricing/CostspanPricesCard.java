package dev.costspan.pricing;

import dev.costspan.usage.Meter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One card of Costspan's price file while it is read. Not thread-safe. */
final class CostspanPricesCard {

    private final PriceJson json;
    private final int number;
    private final Set<String> unread = new LinkedHashSet<>();
    private final CostspanPricesParts parts;
    private final List<Consumer<PriceCardBuilder>> settings = new ArrayList<>();
    private final Set<Meter> unknownRates = EnumSet.noneOf(Meter.class);
    private final boolean isGiven;
    private boolean rated;
    private @Nullable String id;
    private @Nullable String provider;
    private @Nullable List<String> models;
    private @Nullable String source;
    private @Nullable LocalDate asOf;

    /**
     * Reads the card at hand.
     *
     * @param number its place among the cards, from 1
     */
    CostspanPricesCard(PriceJson json, int number) {
        this(json, number, null, null);
    }

    /** Reads the card at hand, whose provider and model are stated beside it. */
    CostspanPricesCard(PriceJson json, String provider, String model) {
        this(json, 1, provider, List.of(model));
    }

    private CostspanPricesCard(
            PriceJson json, int number, @Nullable String givenProvider, @Nullable List<String> givenModels) {
        this.json = json;
        this.number = number;
        provider = givenProvider;
        models = givenModels;
        isGiven = givenProvider != null;
        parts = new CostspanPricesParts(json);
        json.at(place());
        PriceJsonKeys keys = new PriceJsonKeys(json, "", unread);
        for (String key = keys.next(); key != null; key = keys.next()) {
            read(key, keys);
        }
    }

    /**
     * Returns the card.
     *
     * @param fileSource the source of a card that names none
     * @param currency the currency of a card that names none
     * @param fileUnread the keys of the file that were not read
     */
    PriceCard build(PriceSource fileSource, String currency, Set<String> fileUnread) {
        json.at(place());
        if (provider == null || models == null) {
            throw json.error("the card needs the keys 'provider' and 'models'");
        }
        unread.addAll(fileUnread);
        try {
            PriceCardBuilder card = new PriceCardBuilder(provider, models)
                    .source(source(fileSource))
                    .currency(currency)
                    .unreadKeys(List.copyOf(unread));
            settings.forEach(setting -> setting.accept(card));
            // Every rate of the card may be one that this version does not know; the model is then known and has no
            // price.
            boolean unratable = !rated && !(unknownRates.isEmpty() && unread.isEmpty());
            return unratable ? card.build(new RateTable(Map.of(), Map.of(), unknownRates)) : card.build();
        } catch (IllegalArgumentException wrong) {
            throw json.error(String.valueOf(wrong.getMessage()));
        }
    }

    private void read(String key, PriceJsonKeys keys) {
        switch (key) {
            case "id" -> id(keys.string());
            case "provider" -> provider(keys.string());
            case "models" -> models(parts.strings(keys));
            case "source" -> source = keys.string();
            case "as_of" -> asOf = parts.date(keys);
            case "currency" -> set(PriceCardBuilder::currency, keys.string());
            case "from" -> set(PriceCardBuilder::from, parts.instant(keys));
            case "to" -> set(PriceCardBuilder::to, parts.instant(keys));
            case "service_tier" -> set(PriceCardBuilder::serviceTier, keys.string());
            case "region" -> set(PriceCardBuilder::region, keys.string());
            case "options" -> options(keys.object());
            case "context" -> set(PriceCardBuilder::context, parts.context(keys.object()));
            case "windows" -> parts.windows(keys).forEach(window -> set(PriceCardBuilder::window, window));
            case "multipliers" -> parts.multipliers(keys).forEach(by -> set(PriceCardBuilder::multiplier, by));
            case "rates" -> rates(keys.object());
            case "graduated" -> graduated(keys.object());
            case "unknown_rates" -> unknownRates(keys);
            case "unread_keys" -> unread.addAll(parts.strings(keys));
            case "note" -> keys.string();
            default -> keys.skip();
        }
    }

    private void id(String name) {
        id = name;
        json.at(place());
        set(PriceCardBuilder::id, name);
    }

    private void provider(String name) {
        requireNotGiven("provider");
        provider = name;
    }

    private void models(List<String> names) {
        requireNotGiven("models");
        models = names;
        json.at(place());
    }

    private void options(PriceJsonKeys keys) {
        for (String name = keys.next(); name != null; name = keys.next()) {
            String option = name;
            String value = keys.string();
            settings.add(card -> card.option(option, value));
        }
    }

    private void rates(PriceJsonKeys keys) {
        for (String name = keys.nextOrNull(); name != null; name = keys.nextOrNull()) {
            Meter meter = Meter.of(name);
            if (meter == null) {
                keys.skip();
            } else {
                rated = true;
                Rate rate = parts.rate(keys.object());
                settings.add(card -> card.rate(meter, rate));
            }
        }
    }

    private void graduated(PriceJsonKeys keys) {
        for (String name = keys.nextOrNull(); name != null; name = keys.nextOrNull()) {
            Meter meter = Meter.of(name);
            if (meter == null) {
                keys.skip();
            } else {
                rated = true;
                List<RateStep> steps = parts.steps(keys);
                settings.add(card -> card.graduated(meter, steps));
            }
        }
    }

    private void unknownRates(PriceJsonKeys keys) {
        for (String name : parts.strings(keys)) {
            Meter meter = Meter.of(name);
            if (meter == null) {
                unread.add(keys.path() + "." + name);
            } else {
                unknownRates.add(meter);
                settings.add(card -> card.unknownRate(meter));
            }
        }
    }

    private PriceSource source(PriceSource ofFile) {
        if (source == null) {
            return asOf == null ? ofFile : new PriceSource(ofFile.name(), asOf);
        }
        return new PriceSource(source, asOf);
    }

    private <T> void set(Setting<T> setting, T value) {
        settings.add(card -> setting.on(card, value));
    }

    private void requireNotGiven(String key) {
        if (isGiven) {
            throw json.error("key '" + key + "' is stated beside the card; leave it out");
        }
    }

    private String place() {
        if (isGiven) {
            return "";
        }
        if (id != null) {
            return "card '" + id + "'";
        }
        return models == null || models.isEmpty() ? "card " + number : "model '" + models.get(0) + "'";
    }

    /** A method of the builder with one argument. */
    private interface Setting<T> {

        PriceCardBuilder on(PriceCardBuilder card, T value);
    }
}
