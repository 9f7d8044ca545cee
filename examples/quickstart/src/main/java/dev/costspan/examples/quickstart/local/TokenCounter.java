package dev.costspan.examples.quickstart.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts tokens by simple rules over the real text, so that usage follows from the request and is the same in every run.
 *
 * <ul>
 *   <li>A token is four characters, rounded up over the whole prompt and over the whole answer.
 *   <li>OpenAI format: the longest beginning that an earlier prompt of the same model had is read from the cache, in
 *       steps of 128 tokens and from 1024 tokens on (platform.openai.com/docs/guides/prompt-caching).
 *   <li>Anthropic format: tools and system text, when marked with {@code cache_control} and 1024 tokens long, are written
 *       to the cache the first time and read from it later (docs.anthropic.com, "Prompt caching").
 *   <li>A model that reasons spends one token for each word of the passages it weighs.
 * </ul>
 *
 * Safe for use by several threads.
 */
final class TokenCounter {
    private static final int CHARACTERS_PER_TOKEN = 4;
    private static final int CACHE_MINIMUM = 1024;
    private static final int CACHE_STEP = 128;
    private static final int PROMPTS_KEPT = 32;

    private final Object lock = new Object();
    private final Map<String, Deque<String>> promptsByModel = new HashMap<>();
    private final Map<String, Deque<String>> preamblesByModel = new HashMap<>();

    /** Counts an exchange whose provider caches every prompt by its beginning, as OpenAI does. */
    TokenCount countWithPrefixCache(ServedModel model, Prompt prompt, Reply reply) {
        String text = prompt.text();
        int shared = 0;
        if (model.caches()) {
            synchronized (lock) {
                Deque<String> earlier = promptsByModel.computeIfAbsent(model.name(), name -> new ArrayDeque<>());
                for (String other : earlier) {
                    shared = Math.max(shared, commonPrefix(other, text));
                }
                remember(earlier, text);
            }
        }
        int steps = shared / CHARACTERS_PER_TOKEN / CACHE_STEP * CACHE_STEP;
        return count(model, text, reply, steps < CACHE_MINIMUM ? 0 : steps, 0);
    }

    /** Counts an exchange whose provider caches what the request marks, as Anthropic does. */
    TokenCount countWithMarkedCache(ServedModel model, Prompt prompt, Reply reply) {
        String preamble = prompt.preamble();
        long size = tokens(preamble);
        if (!model.caches() || !prompt.marksCache() || size < CACHE_MINIMUM) {
            return count(model, prompt.text(), reply, 0, 0);
        }
        boolean seen;
        synchronized (lock) {
            Deque<String> earlier = preamblesByModel.computeIfAbsent(model.name(), name -> new ArrayDeque<>());
            seen = earlier.contains(preamble);
            if (!seen) {
                remember(earlier, preamble);
            }
        }
        return count(model, prompt.text(), reply, seen ? size : 0, seen ? 0 : size);
    }

    private static TokenCount count(ServedModel model, String text, Reply reply, long cacheRead, long cacheWrite) {
        long reasoning = model.reasons() ? reply.weighedWords() : 0;
        return new TokenCount(tokens(text), cacheRead, cacheWrite, tokens(reply.written()) + reasoning, reasoning);
    }

    private static void remember(Deque<String> earlier, String text) {
        earlier.addLast(text);
        if (earlier.size() > PROMPTS_KEPT) {
            earlier.removeFirst();
        }
    }

    private static int commonPrefix(String one, String other) {
        int length = Math.min(one.length(), other.length());
        int at = 0;
        while (at < length && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    private static long tokens(String text) {
        return (text.length() + CHARACTERS_PER_TOKEN - 1L) / CHARACTERS_PER_TOKEN;
    }
}
