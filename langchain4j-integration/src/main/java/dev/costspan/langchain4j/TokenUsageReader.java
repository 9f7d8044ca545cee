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
            usage.inputTokens(layout.cacheIsInsideInput() ? input : input + known(cacheRead) + known(cacheWrite));
        }
        put(usage, Meter.CACHE_READ_INPUT_TOKENS, cacheRead);
        put(usage, Meter.CACHE_WRITE_INPUT_TOKENS, cacheWrite);
        if (output != null) {
            usage.outputTokens(layout.reasoningIsInsideOutput() ? output : output + known(reasoning));
        }
        put(usage, Meter.REASONING_OUTPUT_TOKENS, reasoning);
        return usage.build();
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
