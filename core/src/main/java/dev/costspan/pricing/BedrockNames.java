package dev.costspan.pricing;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names by which Bedrock knows a model: {@code vendor.model-v1:0}, an inference profile of it ({@code us.vendor.model-v1:0}),
 * and the ARN of either (AWS, "Set up a model invocation resource using inference profiles").
 *
 * <p>A profile's price is its own. By both lists a geographic profile of a Claude model since 4.5 costs a tenth more than the
 * global one, and {@code eu.amazon.nova-lite-v1:0} 30 % more than the model without a profile. genai-prices keeps one row for
 * all geographies, {@code regional.}, and one for {@code global.}.
 */
final class BedrockNames {

    /** The option that holds the geography of an inference profile. */
    static final String PROFILE = "inference_profile";

    private static final String REGIONAL = "regional.";
    private static final String CLAUDE = "anthropic.claude-";
    private static final String ARN = "arn:";

    /** Geographies to which genai-prices applies its regional rows. */
    private static final Set<String> REGIONAL_PROFILES = Set.of("us", "eu", "apac", "jp", "au");

    private static final Set<String> PROFILES = Set.of("us", "eu", "apac", "jp", "au", "ca", "us-gov", "global");

    /** What LiteLLM puts between {@code bedrock/} and the model to choose the API. */
    private static final Set<String> ROUTES = Set.of("converse", "converse_like", "invoke");

    /** Resources whose id is the model's or the system's profile of it; the id of any other was made up for the account. */
    private static final Set<String> NAMING_RESOURCES = Set.of("foundation-model", "inference-profile");

    private static final int ARN_PARTS = 6;

    private BedrockNames() {}

    static @Nullable ModelCandidate withoutRoute(ModelCandidate from) {
        int slash = from.model().indexOf('/');
        return slash > 0 && ROUTES.contains(from.model().substring(0, slash))
                ? from.model(from.model().substring(slash + 1))
                : null;
    }

    /** An ARN says that Bedrock serves the model, whoever made the client: {@code arn:aws:bedrock:region:account:kind/id}. */
    static @Nullable ModelCandidate ofArn(ModelCandidate from) {
        String[] arn = arn(from.model());
        if (arn == null || hideModel(from.model())) {
            return null;
        }
        String resource = arn[ARN_PARTS - 1];
        ModelCandidate named = from.model(resource.substring(resource.indexOf('/') + 1));
        if (named == null) {
            return null;
        }
        ModelCandidate placed = isRegion(arn[3]) ? named.region(arn[3]) : named;
        return profiled(placed.provider(ProviderAliases.BEDROCK));
    }

    /** Returns whether the name is an ARN whose resource does not name the model (langfuse issue 13325). */
    static boolean hideModel(String model) {
        if (!model.startsWith(ARN)) {
            return false;
        }
        String[] arn = arn(model);
        if (arn == null || !arn[2].equals("bedrock")) {
            return true;
        }
        String resource = arn[ARN_PARTS - 1];
        int slash = resource.indexOf('/');
        String id = resource.substring(slash + 1);
        return slash < 0
                || !NAMING_RESOURCES.contains(resource.substring(0, slash))
                || id.isEmpty()
                || id.indexOf('.') < 0;
    }

    /** LiteLLM's {@code us-east-1/model}: the price without a region is that of us-east-1 or the commonest. */
    static @Nullable ModelCandidate withoutRegion(ModelCandidate from) {
        int slash = from.model().indexOf('/');
        if (slash <= 0 || !isRegion(from.model().substring(0, slash))) {
            return null;
        }
        ModelCandidate to = from.model(from.model().substring(slash + 1));
        return to == null ? null : to.region(from.model().substring(0, slash));
    }

    /** Claude in one region costs what its geographic profiles do, by the clauses of genai-prices' regional rows. */
    static @Nullable ModelCandidate regional(ModelCandidate from) {
        String geography = geography(from.model());
        if (geography == null) {
            return from.model().startsWith(CLAUDE) ? from.model(REGIONAL + from.model()) : null;
        }
        return REGIONAL_PROFILES.contains(geography)
                ? profiled(from).model(REGIONAL + from.model().substring(geography.length() + 1))
                : null;
    }

    static @Nullable ModelCandidate withoutProfile(ModelCandidate from) {
        String geography = geography(from.model());
        return geography == null ? null : profiled(from).model(from.model().substring(geography.length() + 1));
    }

    /**
     * The first version with and without its number. Claude alone gets the number: its ids have it up to 4.6 and not after,
     * while genai-prices writes it for all. Elsewhere a name without one could be the second version's.
     */
    static @Nullable ModelCandidate otherVersion(ModelCandidate from) {
        String model = from.model();
        int version = version(model);
        if (version == model.length()) {
            return model.contains(CLAUDE) && hasDigit(model) ? from.model(model + "-v1") : null;
        }
        String suffix = model.substring(version);
        return suffix.equals("-v1") || suffix.equals("-v1:0") ? from.model(model.substring(0, version)) : null;
    }

    /** {@code :0}, the first revision, is written by some lists and left out by others. */
    static @Nullable ModelCandidate otherRevision(ModelCandidate from) {
        String model = from.model();
        if (model.endsWith(":0")) {
            return from.model(model.substring(0, model.length() - 2));
        }
        boolean versioned = version(model) < model.length() && model.indexOf(':') < 0;
        return versioned ? from.model(model + ":0") : null;
    }

    /** Returns where {@code -v1} or {@code -v1:0} begins at the end of a name, or the name's length when it has none. */
    static int version(String model) {
        int at = digitsBefore(model, model.length());
        if (at > 0 && at < model.length() && model.charAt(at - 1) == ':') {
            at = digitsBefore(model, at - 1);
        }
        boolean version = at >= 2
                && at < model.length()
                && isDigit(model.charAt(at))
                && model.charAt(at - 1) == 'v'
                && model.charAt(at - 2) == '-';
        return version ? at - 2 : model.length();
    }

    /** Returns whether this is the shape of an AWS region, {@code us-gov-west-1}. */
    static boolean isRegion(String text) {
        int length = text.length();
        if (length < 6 || length > 32 || !isDigit(text.charAt(length - 1)) || text.charAt(length - 2) != '-') {
            return false;
        }
        for (int i = 0; i < length - 2; i++) {
            char c = text.charAt(i);
            if (c != '-' && (c < 'a' || c > 'z')) {
                return false;
            }
        }
        return text.charAt(2) == '-';
    }

    /** Returns the name with the geography of its inference profile among its conditions, where it has one. */
    static ModelCandidate profiled(ModelCandidate name) {
        String geography = geography(name.model());
        return geography == null ? name : name.option(PROFILE, geography);
    }

    private static @Nullable String geography(String model) {
        int dot = model.indexOf('.');
        String first = dot <= 0 ? "" : model.substring(0, dot);
        return PROFILES.contains(first) && model.indexOf('.', dot + 1) > 0 ? first : null;
    }

    private static String @Nullable [] arn(String model) {
        if (!model.startsWith(ARN)) {
            return null;
        }
        String[] parts = model.split(":", ARN_PARTS);
        return parts.length == ARN_PARTS && parts[1].startsWith("aws") ? parts : null;
    }

    private static int digitsBefore(String text, int end) {
        int at = end;
        while (at > 0 && isDigit(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(c -> isDigit((char) c));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
