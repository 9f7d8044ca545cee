package dev.costspan.pricing;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a card in Costspan's price file: rates, steps, the context range, windows and multipliers. */
final class CostspanPricesParts {

    private final PriceJson json;

    CostspanPricesParts(PriceJson json) {
        this.json = json;
    }

    /** Returns the strings of the array at hand. */
    List<String> strings(PriceJsonKeys keys) {
        keys.array();
        List<String> strings = new ArrayList<>();
        while (json.nextElement()) {
            strings.add(json.string(keys.path() + "[" + strings.size() + "]"));
        }
        return strings;
    }

    /** Returns the date at hand. */
    LocalDate date(PriceJsonKeys keys) {
        return parsed(keys, LocalDate::parse, "a date such as 2026-08-01");
    }

    /** Returns the instant at hand. */
    Instant instant(PriceJsonKeys keys) {
        return parsed(keys, Instant::parse, "an instant such as 2026-08-01T00:00:00Z");
    }

    /** Returns the rate at hand. */
    Rate rate(PriceJsonKeys keys) {
        return step(keys, false).rate();
    }

    /** Returns the steps of the array at hand. */
    List<RateStep> steps(PriceJsonKeys keys) {
        return elements(keys, step -> step(step, true));
    }

    /** Returns the range at hand. */
    ContextRange context(PriceJsonKeys keys) {
        ContextRange.Measure measure = ContextRange.Measure.INPUT;
        long above = -1;
        long upTo = Long.MAX_VALUE;
        for (String key = keys.next(); key != null; key = keys.next()) {
            switch (key) {
                case "measure" -> measure = constant(keys.path(), keys.string(), ContextRange.Measure.class);
                case "above" -> above = json.whole(keys.path());
                case "up_to" -> upTo = json.whole(keys.path());
                default -> keys.skip();
            }
        }
        ContextRange.Measure counted = measure;
        long from = above;
        long to = upTo;
        return made(keys, () -> new ContextRange(counted, from, to));
    }

    /** Returns the windows of the array at hand. */
    List<TimeWindow> windows(PriceJsonKeys keys) {
        return elements(keys, this::window);
    }

    /** Returns the multipliers of the array at hand. */
    List<Multiplier> multipliers(PriceJsonKeys keys) {
        return elements(keys, this::multiplier);
    }

    private RateStep step(PriceJsonKeys keys, boolean mayEnd) {
        BigDecimal price = null;
        BigDecimal per = null;
        BigDecimal upTo = null;
        for (String key = keys.next(); key != null; key = keys.next()) {
            switch (mayEnd || !key.equals("up_to") ? key : "") {
                case "price" -> price = json.price(keys.path());
                case "per" -> per = json.price(keys.path());
                case "up_to" -> upTo = json.price(keys.path());
                default -> keys.skip();
            }
        }
        BigDecimal amount = require(price, keys, "price");
        BigDecimal units = require(per, keys, "per");
        BigDecimal end = upTo;
        return made(keys, () -> new RateStep(end, new Rate(amount, units)));
    }

    private TimeWindow window(PriceJsonKeys keys) {
        List<String> days = null;
        LocalTime from = null;
        LocalTime to = null;
        ZoneId zone = null;
        for (String key = keys.next(); key != null; key = keys.next()) {
            switch (key) {
                case "days" -> days = strings(keys);
                case "from" -> from = parsed(keys, LocalTime::parse, "a time of day such as 01:00");
                case "to" -> to = parsed(keys, LocalTime::parse, "a time of day such as 01:00");
                case "zone" -> zone = parsed(keys, ZoneId::of, "a time zone such as UTC or Asia/Shanghai");
                default -> keys.skip();
            }
        }
        Set<DayOfWeek> on = EnumSet.noneOf(DayOfWeek.class);
        require(days, keys, "days").forEach(day -> on.add(constant(keys.of("days"), day, DayOfWeek.class)));
        LocalTime begin = require(from, keys, "from");
        LocalTime end = require(to, keys, "to");
        ZoneId where = require(zone, keys, "zone");
        return made(keys, () -> new TimeWindow(on, begin, end, where));
    }

    private Multiplier multiplier(PriceJsonKeys keys) {
        String option = null;
        String value = null;
        BigDecimal factor = null;
        for (String key = keys.next(); key != null; key = keys.next()) {
            switch (key) {
                case "option" -> option = keys.string();
                case "value" -> value = keys.string();
                case "factor" -> factor = json.price(keys.path());
                default -> keys.skip();
            }
        }
        String name = require(option, keys, "option");
        String at = require(value, keys, "value");
        BigDecimal by = require(factor, keys, "factor");
        return made(keys, () -> new Multiplier(name, at, by));
    }

    private <T> List<T> elements(PriceJsonKeys keys, Function<PriceJsonKeys, T> element) {
        keys.array();
        List<T> elements = new ArrayList<>();
        while (json.nextElement()) {
            elements.add(element.apply(keys.element(elements.size())));
        }
        return elements;
    }

    private <T> T parsed(PriceJsonKeys keys, Function<String, T> parse, String what) {
        String text = keys.string();
        try {
            return parse.apply(text);
        } catch (DateTimeException wrong) {
            throw json.error("key '" + keys.path() + "' must be " + what + ", but is '" + text + "'");
        }
    }

    private <E extends Enum<E>> E constant(String path, String text, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(text.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw json.error("key '" + path + "' must be one of " + Arrays.toString(type.getEnumConstants()) + ", but is '"
                + text + "'");
    }

    private <T> T require(@Nullable T value, PriceJsonKeys keys, String key) {
        if (value == null) {
            throw json.error("key '" + keys.of(key) + "' is missing");
        }
        return value;
    }

    private <T> T made(PriceJsonKeys keys, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException wrong) {
            throw json.error("key '" + keys.of() + "': " + wrong.getMessage());
        }
    }
}
