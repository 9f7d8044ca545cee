package dev.costspan.langchain4j;

import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import dev.costspan.usage.UsageReader;
import dev.langchain4j.model.output.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * Reads LangChain4j's token usage, each provider's own subclass by its layout, and makes totals inclusive.
 *
 * <p>A usage whose totals are all null or zero is unknown: some providers leave it out of streams and LangChain4j then reports
 * zeros, and no answer costs zero tokens.
 */
final class TokenUsageReader implements UsageReader<TokenUsage> {

    static final TokenUsageReader INSTANCE = new TokenUsageReader();

    private TokenUsageReader() {}

    @Override
    public @Nullable Usage read(TokenUsage tokens) {
        Integer input = tokens.inputTokenCount();
        Integer output = tokens.outputTokenCount();
        TokenLayout layout = TokenLayout.of(tokens.getClass());
        long cacheRead = layout.cacheRead(tokens);
        long cacheWrite = layout.cacheWrite(tokens);
        long reasoning = layout.reasoning(tokens);
        if (isZero(input) && isZero(output) && cacheRead <= 0 && cacheWrite <= 0 && reasoning <= 0) {
            return null;
        }
        Usage.Builder usage = Usage.builder();
        if (input != null) {
            long cached = layout.cacheIsInsideInput() ? 0 : known(cacheRead) + known(cacheWrite);
            long toolPrompts = layout.totalHoldsToolPrompts() ? beyond(tokens, known(reasoning)) : 0;
            usage.inputTokens(input + cached + toolPrompts);
        }
        put(usage, Meter.CACHE_READ_TOKENS, cacheRead);
        put(usage, Meter.CACHE_WRITE_TOKENS, cacheWrite);
        if (output != null) {
            usage.outputTokens(layout.reasoningIsInsideOutput() ? output : output + known(reasoning));
        }
        put(usage, Meter.OUTPUT_REASONING_TOKENS, reasoning);
        return usage.build();
    }

    /** What the total has beyond input, output and reasoning; nothing where a part is not known. */
    private static long beyond(TokenUsage tokens, long reasoning) {
        Integer input = tokens.inputTokenCount();
        Integer output = tokens.outputTokenCount();
        Integer total = tokens.totalTokenCount();
        return input == null || output == null || total == null
                ? 0
                : Math.max(0, (long) total - input - output - reasoning);
    }

    private static void put(Usage.Builder usage, Meter meter, long quantity) {
        if (quantity != TokenLayout.ABSENT) {
            usage.quantity(meter, quantity);
        }
    }

    private static long known(long quantity) {
        return quantity == TokenLayout.ABSENT ? 0 : quantity;
    }

    private static boolean isZero(@Nullable Integer count) {
        return count == null || count == 0;
    }
}
