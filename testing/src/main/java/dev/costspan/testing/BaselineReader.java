package dev.costspan.testing;

import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link BaselineWriter} writes. A field or a value that it does not know makes the file unreadable, as does another
 * version of the format; so does a cost that its lines do not add up to.
 */
final class BaselineReader {

    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Map<String, Operation> OPERATIONS = new HashMap<>();

    static {
        for (Operation operation : Operation.values()) {
            OPERATIONS.put(operation.id(), operation);
        }
    }

    private final BaselineJson json;

    private BaselineReader(BaselineJson json) {
        this.json = json;
    }

    /**
     * Returns the baseline.
     *
     * @param name what errors call the file
     * @throws BaselineException when the text is none; the message names file, line and field
     */
    static Baseline read(String name, String text) {
        try (BaselineJson json = new BaselineJson(name, text)) {
            return new BaselineReader(json).file();
        }
    }

    private Baseline file() {
        SortedMap<String, List<BaselineRow>> outcomes = null;
        String format = null;
        json.start();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "format" -> format = format();
                case "outcomes" -> outcomes = outcomes();
                default -> throw unknown();
            }
        }
        require(format, "format");
        Baseline baseline = new Baseline(require(outcomes, "outcomes"));
        json.end();
        return baseline;
    }

    private String format() {
        String format = json.string();
        if (!format.equals(BaselineWriter.FORMAT)) {
            throw json.error(
                    "must be '" + BaselineWriter.FORMAT + "', the one that this version of Costspan reads, but is '"
                            + format + "'; record the baseline again");
        }
        return format;
    }

    private SortedMap<String, List<BaselineRow>> outcomes() {
        SortedMap<String, List<BaselineRow>> outcomes = new TreeMap<>();
        json.requireArray();
        while (json.nextElement()) {
            String name = Baseline.NONE;
            List<BaselineRow> rows = null;
            json.requireObject();
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "name" -> name = json.string();
                    case "rows" -> rows = rows();
                    default -> throw unknown();
                }
            }
            if (outcomes.put(name, require(rows, "rows")) != null) {
                throw json.error("is the second outcome '" + name + "'");
            }
        }
        return outcomes;
    }

    private List<BaselineRow> rows() {
        List<BaselineRow> rows = new ArrayList<>();
        Set<BaselineRow.Key> keys = new HashSet<>();
        json.requireArray();
        while (json.nextElement()) {
            BaselineRow row = new Row().read();
            if (!keys.add(row.key())) {
                throw json.error("is the second row of this operation, provider, model and currency");
            }
            rows.add(row);
        }
        return rows;
    }

    private BaselineException unknown() {
        return json.error("is no field that this version of Costspan knows");
    }

    private <T> T require(@Nullable T value, String field) {
        if (value == null) {
            throw json.error("lacks the field '" + field + "'");
        }
        return value;
    }

    /** One row, field by field. */
    private final class Row {

        private @Nullable Operation operation;
        private @Nullable String provider;
        private @Nullable String model;
        private @Nullable String currency;
        private @Nullable Long operations;
        private @Nullable Long attempts;
        private @Nullable Long tokens;
        private @Nullable BigDecimal cost;
        private BigDecimal thrownAway = BigDecimal.ZERO;
        private SortedMap<String, BaselineRow.Line> usage = new TreeMap<>();
        private SortedSet<String> prices = new TreeSet<>();

        BaselineRow read() {
            json.requireObject();
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                field(field);
            }
            checkSum();
            BaselineRow.Key key = new BaselineRow.Key(
                    require(operation, "operation"), require(provider, "provider"), model, currency);
            return new BaselineRow(
                    key,
                    require(operations, "operations"),
                    attempts,
                    tokens,
                    usage,
                    currency == null ? BigDecimal.ZERO : require(cost, "cost"),
                    thrownAway,
                    prices);
        }

        private void field(String field) {
            switch (field) {
                case "operation" -> operation = operation();
                case "provider" -> provider = json.string();
                case "model" -> model = json.string();
                case "operations" -> operations = json.count(1);
                case "attempts" -> attempts = json.count(0);
                case "tokens" -> tokens = json.count(0);
                case "currency" -> currency = currency();
                case "cost" -> cost = json.decimal();
                case "thrown_away" -> thrownAway = json.decimal();
                case "usage" -> usage = usage();
                case "prices" -> prices = prices();
                default -> throw unknown();
            }
        }

        private Operation operation() {
            Operation found = OPERATIONS.get(json.string());
            if (found == null) {
                throw json.error("is no operation: '" + json.string() + "'");
            }
            return found;
        }

        private String currency() {
            String code = json.string();
            if (!CURRENCY.matcher(code).matches()) {
                throw json.error("must be an ISO 4217 code such as USD, but is '" + code + "'");
            }
            return code;
        }

        private SortedMap<String, BaselineRow.Line> usage() {
            SortedMap<String, BaselineRow.Line> lines = new TreeMap<>();
            json.requireObject();
            for (String meter = json.nextField(); meter != null; meter = json.nextField()) {
                if (Meter.of(meter) == null && !meter.equals(BaselineRow.STATED)) {
                    throw json.error("is no meter that this version of Costspan knows");
                }
                lines.put(meter, line());
            }
            return lines;
        }

        private BaselineRow.Line line() {
            BigDecimal quantity = null;
            BigDecimal amount = null;
            json.requireObject();
            for (String field = json.nextField(); field != null; field = json.nextField()) {
                switch (field) {
                    case "quantity" -> quantity = json.decimal();
                    case "cost" -> amount = json.decimal();
                    default -> throw unknown();
                }
            }
            return new BaselineRow.Line(require(quantity, "quantity"), require(amount, "cost"));
        }

        private SortedSet<String> prices() {
            SortedSet<String> names = new TreeSet<>();
            json.requireArray();
            while (json.nextElement()) {
                names.add(json.string());
            }
            return names;
        }

        private void checkSum() {
            BigDecimal sum =
                    usage.values().stream().map(BaselineRow.Line::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal whole = cost == null ? BigDecimal.ZERO : cost;
            if (sum.compareTo(whole) != 0) {
                throw json.error(
                        "has a cost of " + Figures.plain(whole) + ", but its usage adds up to " + Figures.plain(sum));
            }
            if (thrownAway.compareTo(whole) > 0) {
                throw json.error("has thrown away " + Figures.plain(thrownAway) + ", more than its cost of "
                        + Figures.plain(whole));
            }
            if (currency == null && cost != null) {
                throw json.error("has a cost, but lacks the field 'currency'");
            }
        }
    }
}
