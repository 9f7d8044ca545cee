package dev.costspan.attribution;

import dev.costspan.internal.BelowOperation;
import dev.costspan.internal.ThrottledLog;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.LoggerFactory;

/**
 * Which parts of an {@link Attribution} cross from one service to the next, as entries {@code costspan.team} and {@code
 * costspan.tag.lane} of the OpenTelemetry {@link Baggage}. Nothing crosses unless both services make one of these and use it:
 *
 * <pre>{@code
 * AttributionBaggage crossing = AttributionBaggage.allowing(AttributionKey.TEAM, AttributionKey.TENANT).andTags("lane");
 * ContextPropagators.create(
 *     TextMapPropagator.composite(W3CTraceContextPropagator.getInstance(), crossing.propagator()));
 * }</pre>
 *
 * Below an operation, where requests go to a provider, nothing crosses. Whoever may send a request may fill in its entries, so
 * receive them from services of one's own.
 *
 * <p>An entry, sent or received, is text of at most {@value Attribution#MAX_LENGTH} characters, not blank and without control
 * characters, and all of them together take at most {@value #MAX_BYTES} bytes. One that is not is left out as a whole, counted by
 * {@link #dropped()} and named in the log, without its value. What is not allowed is ignored.
 *
 * <p>Immutable but for its count, and thread-safe. Nothing here blocks.
 */
public final class AttributionBaggage {

    /**
     * The most bytes that all entries of one request take, with names and separators, where each byte that may have to be
     * percent-encoded counts for three. W3C Baggage asks everyone on the way to carry 8,192 bytes, those of others included.
     */
    public static final int MAX_BYTES = 2_048;

    private static final Duration LOG_INTERVAL = Duration.ofMinutes(10);

    private final List<CrossingPart> allowed;
    private final LongAdder dropped = new LongAdder();
    private final TextMapPropagator propagator = new AttributionPropagator(this);
    private final ThrottledLog log = new ThrottledLog(LoggerFactory.getLogger(AttributionBaggage.class), LOG_INTERVAL);

    private AttributionBaggage(List<CrossingPart> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Returns one that lets these keys cross, in this order as long as there is room, and no free tags. */
    public static AttributionBaggage allowing(AttributionKey... keys) {
        return new AttributionBaggage(
                Arrays.stream(keys).distinct().map(CrossingPart::of).toList());
    }

    /**
     * Returns one that lets these free tags cross as well, after what this one does. Its count starts anew.
     *
     * @throws IllegalArgumentException when a name cannot be part of a baggage key, is too long, or is one more than {@link
     *     Attribution#MAX_TAGS}
     */
    public AttributionBaggage andTags(String... names) {
        List<CrossingPart> all = new ArrayList<>(allowed);
        Arrays.stream(names)
                .distinct()
                .map(CrossingPart::ofTag)
                .filter(part -> !all.contains(part))
                .forEach(all::add);
        long tags = all.stream().filter(part -> part.tag() != null).count();
        if (tags > Attribution.MAX_TAGS) {
            throw new IllegalArgumentException(
                    "an attribution has at most " + Attribution.MAX_TAGS + " tags, but andTags allows " + tags + ": "
                            + all.stream().map(CrossingPart::name).toList());
        }
        return new AttributionBaggage(all);
    }

    /**
     * Returns {@code context} with what may cross of its attribution in its baggage, in place of any entries of an attribution that
     * were there; below an operation, with no entry of Costspan at all. Other entries stay.
     *
     * <p>For what carries baggage without a propagator; {@link #propagator()} does it by itself.
     */
    public Context write(Context context) {
        if (BelowOperation.operationIn(context) != null) {
            return BelowOperation.hideBaggage(context);
        }
        Attribution attribution = Attribution.from(context);
        Baggage before = Baggage.fromContext(context);
        if (attribution == Attribution.NONE && !holdsOurs(before)) {
            return context;
        }
        BaggageBuilder entries = withoutOurs(before);
        BaggageLimits limits = new BaggageLimits();
        for (CrossingPart part : allowed) {
            String value = part.in(attribution);
            if (value != null && admits(limits, part, value, "sent")) {
                entries.put(part.name(), value);
            }
        }
        return context.with(entries.build());
    }

    /**
     * Returns {@code context} with what may cross of its baggage merged under its attribution. All entries of an attribution are
     * gone from the baggage then, so that no other propagator sends them on.
     *
     * <p>For what carries baggage without a propagator; {@link #propagator()} does it by itself.
     */
    public Context read(Context context) {
        Baggage baggage = Baggage.fromContext(context);
        if (!holdsOurs(baggage)) {
            return context;
        }
        Attribution.Builder received = Attribution.builder();
        BaggageLimits limits = new BaggageLimits();
        for (CrossingPart part : allowed) {
            String value = baggage.getEntryValue(part.name());
            if (value != null && admits(limits, part, value, "received")) {
                part.set(received, value);
            }
        }
        return received.build().storeBelow(context.with(withoutOurs(baggage).build()));
    }

    /**
     * Returns a propagator of the header {@code baggage} for use in place of the W3C one: it sends and receives what that does, {@link
     * #write writes} what may cross where a request leaves, and {@link #read reads} it where one comes in.
     */
    public TextMapPropagator propagator() {
        return propagator;
    }

    /** Returns how many entries were left out so far because of a limit, sent and received ones together. */
    public long dropped() {
        return dropped.sum();
    }

    /** Returns the names of the entries that may cross, for people. */
    @Override
    public String toString() {
        return "AttributionBaggage" + allowed.stream().map(CrossingPart::name).toList();
    }

    private boolean admits(BaggageLimits limits, CrossingPart part, String value, String way) {
        String problem = limits.problemOf(part.name(), value);
        if (problem == null) {
            return true;
        }
        dropped.increment();
        log.warn(way + part.name(), () -> part.name() + " was left out of the baggage that is " + way + ": " + problem);
        return false;
    }

    private static boolean holdsOurs(Baggage baggage) {
        return !baggage.isEmpty() && baggage.asMap().keySet().stream().anyMatch(AttributionNames::has);
    }

    private static BaggageBuilder withoutOurs(Baggage baggage) {
        BaggageBuilder others = baggage.toBuilder();
        baggage.asMap().keySet().stream().filter(AttributionNames::has).forEach(others::remove);
        return others;
    }
}
