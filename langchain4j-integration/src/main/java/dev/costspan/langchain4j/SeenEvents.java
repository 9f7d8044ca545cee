package dev.costspan.langchain4j;

import dev.costspan.usage.Usage;
import dev.costspan.usage.UsageFormat;
import dev.costspan.usage.UsageFormatException;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The first event of a stream and the last ones. What a stream reports of its usage is in them, whatever the provider, and so much
 * of it as has come when the stream ends early. They are read only then. Events are added by one thread at a time; what they report
 * may be asked on any thread.
 */
final class SeenEvents implements ImplicitContextKeyed {

    private static final ContextKey<SeenEvents> KEY = ContextKey.named("costspan-langchain4j-events");

    /** Usage comes last or before an event or two that say that nothing follows. */
    private static final int LAST = 4;

    private final String provider;

    /** The last ones in turn, and behind them the first. Counters only grow, so that their order says nothing. */
    private final AtomicReferenceArray<@Nullable String> kept = new AtomicReferenceArray<>(LAST + 1);

    private int count;

    SeenEvents(String provider) {
        this.provider = provider;
    }

    static @Nullable SeenEvents in(Context context) {
        return context.get(KEY);
    }

    @Override
    public Context storeInContext(Context context) {
        return context.with(KEY, this);
    }

    /** Takes the next event's data, without allocating. */
    void add(@Nullable String data) {
        int slot = count == 0 ? LAST : count & LAST - 1;
        count++;
        // ordered for those who read, without the wait of a volatile write on each chunk
        kept.lazySet(slot, data);
    }

    /** Returns what the events report, or null when they report nothing. */
    @Nullable Usage usage() {
        UsageFormat.Stream stream = UsageFormat.of(provider, null).stream();
        for (int slot = 0; slot <= LAST; slot++) {
            add(kept.get(slot), stream);
        }
        Usage usage = stream.report().usage();
        return usage.isUnknown() || usage.problem() != null ? null : usage;
    }

    private static void add(@Nullable String data, UsageFormat.Stream stream) {
        try {
            if (data != null) {
                stream.add(data);
            }
        } catch (UsageFormatException saysNothing) {
            // what a client cannot read ends a stream, too
        }
    }
}
