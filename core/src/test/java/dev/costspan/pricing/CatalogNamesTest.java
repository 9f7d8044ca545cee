package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every name of the bundled catalogue, under the forms that clients give it. */
class CatalogNamesTest {

    private static final Pattern PROFILE = Pattern.compile("(us|eu|apac|jp|au|us-gov|global)\\.[a-z0-9]+\\..+");

    private static final List<String> GEOGRAPHIES = List.of("us", "eu", "apac", "jp", "au");

    private final BundledCatalog catalog = new BundledCatalog(BundledCatalog.RESOURCE);

    @Test
    void resolve_whenABedrockProfileComesAsAnArn_hasItsOwnCard() {
        check(
                100,
                "aws.bedrock",
                model -> PROFILE.matcher(model).matches(),
                model -> "arn:aws:bedrock:us-east-1:123456789012:inference-profile/" + model);
    }

    @Test
    void resolve_whenABedrockModelComesAsAnArn_hasItsOwnCard() {
        check(
                250,
                "aws.bedrock",
                model -> model.indexOf('.') > 0 && model.indexOf('/') < 0,
                model -> "arn:aws:bedrock:us-east-1::foundation-model/" + model);
    }

    @Test
    void resolve_whenLiteLlmNamesTheProvider_hasTheModelsOwnCard() {
        check(250, "aws.bedrock", model -> !model.startsWith("bedrock"), model -> "bedrock/" + model, "litellm");
        check(70, "mistral_ai", model -> true, model -> "mistral/" + model, "litellm");
        check(240, "openai", model -> true, model -> "openai/" + model, "litellm_proxy");
        check(600, "openrouter", model -> true, model -> "openrouter/" + model, "litellm");
    }

    @Test
    void resolve_whenGeminiIsNamedAsAResource_hasTheModelsOwnCard() {
        check(60, "gcp.gemini", model -> model.indexOf('/') < 0, model -> "models/" + model);
        check(
                60,
                "gcp.vertex_ai",
                model -> model.indexOf('/') < 0,
                model -> "projects/p/locations/global/publishers/google/models/" + model);
    }

    @Test
    void resolve_whenAProfileHasNoCard_isTheRegionalRowOrAnEstimate() {
        Set<String> exact = new TreeSet<>();
        int estimates = 0;
        for (String model : models("aws.bedrock")) {
            boolean plain = model.indexOf('.') > 0 && model.indexOf('/') < 0 && !model.startsWith("regional.");
            for (String geography : plain && !PROFILE.matcher(model).matches() ? GEOGRAPHIES : List.<String>of()) {
                String profile = geography + "." + model;
                if (catalog.find("aws.bedrock", profile) == null) {
                    ModelCandidate found = pick("aws.bedrock", profile);
                    assertThat(found).as(profile).isNotNull();
                    if (found.estimated()) {
                        estimates++;
                    } else {
                        assertThat(found.model()).as(profile).startsWith("regional.");
                        exact.add(found.model());
                    }
                }
            }
        }

        assertThat(exact).contains("regional.anthropic.claude-opus-4-6-v1:0", "regional.amazon.nova-2-lite-v1:0");
        assertThat(estimates).isGreaterThan(300);
    }

    @Test
    void resolve_whenARequestIsMadeInARegion_findsTheRowOfTheRegion() {
        int rows = 0;
        for (String name : models("aws.bedrock")) {
            String[] parts = name.split("/");
            if (parts.length == 2 && BedrockNames.isRegion(parts[0])) {
                rows++;
                assertThat(ModelResolver.inRegion("aws.bedrock", parts[1], Conditions.NONE.region(parts[0])))
                        .isEqualTo(name);
            }
        }

        assertThat(rows).isGreaterThan(90);
    }

    @Test
    void resolve_whenNoProviderIsNamed_findsEachVendorsModel() {
        List<String> shared = new ArrayList<>();
        for (String vendor : ProviderAliases.FIRST_PARTY) {
            for (String model : models(vendor)) {
                ModelCandidate found = pick(null, model);
                if (found == null) {
                    shared.add(vendor + " " + model);
                } else {
                    assertThat(found.model()).endsWith(model.substring(model.indexOf('/') + 1));
                }
            }
        }
        assertThat(shared).isEmpty();
    }

    private void check(int atLeast, String provider, Predicate<String> which, Form form) {
        check(atLeast, provider, which, form, provider);
    }

    private void check(int atLeast, String provider, Predicate<String> which, Form form, String asked) {
        int checked = 0;
        for (String model : models(provider)) {
            if (which.test(model)) {
                String name = form.of(model);
                PriceCard[] own = catalog.find(provider, model);
                ModelCandidate found = pick(asked, name);
                if (catalog.find(provider, name) == null) {
                    assertThat(found).as(name).isNotNull();
                    assertThat(catalog.find(found.provider(), found.model()))
                            .as(name)
                            .isEqualTo(own);
                    assertThat(found.estimated()).as(name).isFalse();
                    checked++;
                }
            }
        }
        assertThat(checked).isGreaterThanOrEqualTo(atLeast);
    }

    private interface Form {
        String of(String model);
    }

    private Set<String> models(String provider) {
        Set<String> models = new TreeSet<>();
        for (PriceCard card : catalog.all()) {
            if (card.provider().equals(provider)) {
                models.addAll(card.models());
            }
        }
        return models;
    }

    private @Nullable ModelCandidate pick(@Nullable String provider, String model) {
        return ModelResolver.resolve(provider, model, Conditions.NONE)
                .pick(candidate -> catalog.find(candidate.provider(), candidate.model()) != null);
    }
}
