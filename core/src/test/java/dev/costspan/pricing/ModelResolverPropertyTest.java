package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Conditions;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the names are, the resolver is bounded and gives names that differ from each other and from what it was given. */
class ModelResolverPropertyTest {

    private static final List<String> PROVIDERS = List.of(
            "",
            "unknown",
            "litellm",
            "azure",
            "google",
            "bedrock",
            "openrouter",
            "huggingface",
            "fireworks",
            "openai",
            "aws.bedrock",
            "gcp.vertex_ai",
            "nobody");

    private static final List<String> PIECES = List.of(
            "arn:aws:bedrock:us-east-1:1:inference-profile/",
            "us.",
            "global.",
            "regional.",
            "anthropic.claude-",
            "openai/",
            "bedrock/",
            "converse/",
            "us-east-1/",
            "azure/",
            "eu/",
            "models/",
            "publishers/",
            "projects/p/locations/l/",
            "accounts/fireworks/models/",
            "ft:",
            ".ft-",
            "gpt-4o",
            "claude-",
            "-2026-08-01",
            "-20260801",
            "@20260801",
            "@default",
            "-v1",
            "-v1:0",
            ":0",
            ":free",
            ":nitro",
            ":",
            "/",
            "-",
            ".",
            "@",
            "#",
            "v1",
            "\u0000",
            "é",
            "𝟙",
            "٣");

    @Property(tries = 4_000)
    void resolve_whenGivenPiecesOfNames_isBoundedAndNeverGivesTheInput(
            @ForAll("providers") String provider, @ForAll("names") String model) {
        check(provider, model);
    }

    @Property(tries = 2_000)
    void resolve_whenGivenAnyText_isBoundedAndNeverGivesTheInput(@ForAll String provider, @ForAll String model) {
        check(provider, model);
    }

    @Provide
    Arbitrary<String> providers() {
        return Arbitraries.of(PROVIDERS);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(PIECES).list().ofMinSize(1).ofMaxSize(8).map(pieces -> String.join("", pieces));
    }

    private static void check(String provider, String model) {
        List<ModelCandidate> candidates =
                ModelResolver.resolve(provider, model, Conditions.NONE).candidates();

        assertThat(candidates).hasSizeLessThanOrEqualTo(ModelResolver.MOST_CANDIDATES);
        assertThat(candidates).noneMatch(candidate -> candidate.isNamed(provider, model));
        assertThat(candidates).allSatisfy(candidate -> {
            assertThat(candidate.provider()).isNotEmpty();
            assertThat(candidate.model()).isNotEmpty();
            assertThat(candidate.rule()).isNotEmpty();
        });
        assertThat(candidates.stream().map(c -> c.provider() + '\n' + c.model()))
                .doesNotHaveDuplicates();
    }
}
