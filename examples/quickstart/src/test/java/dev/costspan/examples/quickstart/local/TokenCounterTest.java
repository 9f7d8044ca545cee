package dev.costspan.examples.quickstart.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.examples.quickstart.local.Prompt.Role;
import dev.costspan.examples.quickstart.local.Prompt.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenCounterTest {
    private static final ServedModel CACHING = ServedModel.named("gpt-4o-mini");
    private static final ServedModel REASONING = ServedModel.named("gpt-5-mini");
    private static final ServedModel UNKNOWN = ServedModel.named("house-llm-7b");
    private static final Reply REPLY = Reply.of("five!", 7);

    private final TokenCounter counter = new TokenCounter();

    @Test
    void count_whenTextDoesNotFillATokenOfFour_roundsUp() {
        assertThat(counter.countWithPrefixCache(CACHING, prompt("abcde", "fghi", false), REPLY))
                .isEqualTo(new TokenCount(3, 0, 0, 2, 0));
    }

    @Test
    void count_whenModelReasons_addsAWordEachToTheOutput() {
        assertThat(counter.countWithPrefixCache(REASONING, prompt("", "abcd", false), REPLY))
                .isEqualTo(new TokenCount(1, 0, 0, 9, 7));
    }

    @Test
    void prefixCache_whenSharedBeginningIsOneTokenShort_readsNothing() {
        String beginning = "x".repeat(4 * 1024 - 1);
        counter.countWithPrefixCache(CACHING, prompt(beginning, "a", false), REPLY);

        TokenCount second = counter.countWithPrefixCache(CACHING, prompt(beginning, "b", false), REPLY);

        assertThat(second.cacheRead()).isZero();
    }

    @Test
    void prefixCache_whenAnotherModelReadTheSame_readsNothing() {
        Prompt prompt = prompt("x".repeat(4 * 1024), "a", false);
        counter.countWithPrefixCache(CACHING, prompt, REPLY);

        assertThat(counter.countWithPrefixCache(REASONING, prompt, REPLY).cacheRead())
                .isZero();
        assertThat(counter.countWithPrefixCache(CACHING, prompt, REPLY).cacheRead())
                .isEqualTo(1024);
    }

    @Test
    void prefixCache_whenModelIsUnknown_readsNothing() {
        Prompt prompt = prompt("x".repeat(4 * 1024), "a", false);
        counter.countWithPrefixCache(UNKNOWN, prompt, REPLY);

        assertThat(counter.countWithPrefixCache(UNKNOWN, prompt, REPLY).cacheRead())
                .isZero();
    }

    @Test
    void markedCache_whenTextIsNotMarkedOrTooShort_writesNothing() {
        ServedModel claude = ServedModel.named("claude-sonnet-4-5");

        assertThat(counter.countWithMarkedCache(claude, prompt("x".repeat(4 * 1024), "a", false), REPLY)
                        .cacheWrite())
                .isZero();
        assertThat(counter.countWithMarkedCache(claude, prompt("x".repeat(4 * 1023), "a", true), REPLY)
                        .cacheWrite())
                .isZero();
    }

    private static Prompt prompt(String system, String question, boolean marksCache) {
        return new Prompt("any", List.of(), system, marksCache, List.of(new Turn(Role.USER, question)), false, false);
    }
}
