package dev.costspan.usage;

import org.jspecify.annotations.Nullable;

/**
 * Says how many tokens a text is, for answers that report no usage.
 *
 * <p>What is counted is text alone: not the tokens that a provider adds around messages, and not images or audio. A usage that is
 * made from such counts says that it is {@linkplain Usage#isEstimated() estimated}, and so does the cost that follows from it.
 *
 * <p>Implementations are thread-safe, keep no text, do not block and do not throw. What one throws on the call path is logged and
 * leaves the usage unknown.
 */
@FunctionalInterface
public interface TokenEstimator {

    /**
     * Returns how many tokens {@code text} is.
     *
     * @param model the model's name as its provider writes it, or null when it is not known
     * @param text the text, which is counted and not kept
     */
    long tokens(@Nullable String model, CharSequence text);

    /**
     * Returns the usage of a call whose text is all that is known of it, marked as estimated.
     *
     * @param model the model's name as its provider writes it, or null when it is not known
     * @param prompt what was sent, or null when that is not known, which leaves the input absent
     * @param answer what came back, or null when that is not known, which leaves the output absent
     */
    default Usage usage(@Nullable String model, @Nullable CharSequence prompt, @Nullable CharSequence answer) {
        Usage.Builder usage = Usage.builder().estimated();
        if (prompt != null) {
            usage.inputTokens(tokens(model, prompt));
        }
        if (answer != null) {
            usage.outputTokens(tokens(model, answer));
        }
        return usage.build();
    }

    /**
     * Returns the estimator that divides the length of the text in UTF-8 by four and rounds up, whatever the model.
     *
     * <p>Four bytes are what a token has on average by the readme of OpenAI's tiktoken; OpenAI's help gives the same as four
     * characters of English. Scripts whose characters have three bytes in UTF-8, such as Chinese, come out at most of a token for
     * each character. Takes time in proportion to the text, and no memory.
     */
    static TokenEstimator bytes() {
        return ByteEstimator.INSTANCE;
    }

    /**
     * Returns the most exact estimator that the class path has: with {@code com.knuddels:jtokkit}, which LangChain4j's module for
     * OpenAI brings, texts for OpenAI's models are counted by the models' own encodings; all else, and all without it, as {@link
     * #bytes()} does.
     *
     * <p>Which encoding a model has is read from its name by the table of OpenAI's tiktoken. Special tokens in a text count as the
     * text they are. Of a text longer than 65,536 characters so many are counted, and the rest is taken to have as many tokens for each
     * byte, so that a long prompt does not hold its caller up.
     *
     * <p>The first call reads JTokkit's tables, which blocks for some 400 milliseconds and takes some 50 MB of heap (JTokkit 1.1.0
     * on JDK 17); call it where the application starts.
     */
    static TokenEstimator bestAvailable() {
        return BestEstimator.INSTANCE;
    }
}
