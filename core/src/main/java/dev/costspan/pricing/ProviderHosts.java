package dev.costspan.pricing;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of providers' APIs. A pattern has as many labels as the hosts it is for; {@code *} stands for a whole label, and
 * {@code {region}} for one or the part of one that names a region.
 */
final class ProviderHosts {

    private static final int MOST_CHARACTERS = 2_048;
    private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");
    private static final String REGION = "{region}";

    /** By the number of their labels. */
    private static final Map<Integer, List<Pattern>> PATTERNS = patterns(
            // api_pattern of genai-prices (prices/new_data/v2/data.json of 2026-08-21). Two of its patterns are
            // narrowed here: any
            // host of googleapis.com, and azure-api.net, which is a gateway of the customer's own before any model. Its
            // modal.run
            // is left out, since every program that runs there has such a host.
            "openai api.openai.com",
            "anthropic api.anthropic.com",
            "avian api.avian.io",
            "aws.bedrock bedrock-runtime.{region}.amazonaws.com",
            "azure.ai.openai *.openai.azure.com",
            "azure.ai.openai *.cognitiveservices.azure.com",
            "cerebras api.cerebras.ai",
            "cohere api.cohere.ai",
            "cohere api.cohere.com",
            "deepseek api.deepseek.com",
            "doubleword api.doubleword.ai",
            "fireworks_ai api.fireworks.ai",
            "gcp.gemini generativelanguage.googleapis.com",
            "gcp.vertex_ai aiplatform.googleapis.com",
            "groq api.groq.com",
            "huggingface router.huggingface.co",
            "minimax api.minimax.io",
            "minimax api.minimax.com",
            "minimax api.minimaxi.com",
            "mistral_ai api.mistral.ai",
            "moonshot_ai api.moonshot.ai",
            "moonshot_ai api.moonshot.cn",
            "novita api.novita.ai",
            "openrouter openrouter.ai",
            "openrouter api.openrouter.ai",
            "ovhcloud oai.endpoints.kepler.ai.cloud.ovh.net",
            "perplexity api.perplexity.ai",
            "together_ai api.together.xyz",
            "voyage api.voyageai.com",
            "x_ai api.x.ai",
            "zai api.z.ai",
            "zhipuai open.bigmodel.cn",
            // The providers' API references.
            "openai {region}.api.openai.com",
            "aws.bedrock bedrock-runtime-fips.{region}.amazonaws.com",
            "aws.bedrock bedrock-runtime.{region}.amazonaws.com.cn",
            "aws.bedrock bedrock-runtime.{region}.api.aws",
            "aws.bedrock bedrock-mantle.{region}.api.aws",
            "aws.bedrock bedrock-agent-runtime.{region}.amazonaws.com",
            "aws.bedrock *.bedrock-runtime.{region}.vpce.amazonaws.com",
            "azure.ai.inference *.services.ai.azure.com",
            "azure.ai.inference *.{region}.models.ai.azure.com",
            "azure.ai.openai *.openai.azure.us",
            "gcp.vertex_ai {region}-aiplatform.googleapis.com",
            "gcp.vertex_ai aiplatform.{region}.rep.googleapis.com",
            "mistral_ai codestral.mistral.ai",
            "x_ai {region}.api.x.ai",
            "together_ai api.together.ai",
            "ai21 api.ai21.com",
            "dashscope dashscope.aliyuncs.com",
            "dashscope dashscope-intl.aliyuncs.com",
            "deepgram api.deepgram.com",
            "deepinfra api.deepinfra.com",
            "assemblyai api.assemblyai.com",
            "elevenlabs api.elevenlabs.io",
            "github_copilot api.githubcopilot.com",
            "hyperbolic api.hyperbolic.xyz",
            "ibm.watsonx.ai {region}.ml.cloud.ibm.com",
            "jina_ai api.jina.ai",
            "lambda_ai api.lambda.ai",
            "nebius api.studio.nebius.ai",
            "nebius api.studio.nebius.com",
            "nebius api.tokenfactory.nebius.com",
            "nscale inference.api.nscale.com",
            "replicate api.replicate.com",
            "sambanova api.sambanova.ai",
            "scaleway api.scaleway.ai",
            "stability api.stability.ai",
            "vercel_ai_gateway ai-gateway.vercel.sh",
            "wandb api.inference.wandb.ai");

    private ProviderHosts() {}

    /** Who bills under a host, and the region it names or null. */
    record Match(String provider, @Nullable String region) {}

    private record Pattern(String provider, List<String> labels) {}

    /** Returns who bills under an address, or null. */
    static @Nullable Match find(@Nullable String url) {
        String host = host(url);
        if (host == null) {
            return null;
        }
        String[] labels = host.split("\\.", -1);
        for (Pattern pattern : PATTERNS.getOrDefault(labels.length, List.of())) {
            Match match = match(pattern, labels);
            if (match != null) {
                return match;
            }
        }
        return null;
    }

    private static @Nullable Match match(Pattern pattern, String[] labels) {
        String region = null;
        for (int i = labels.length - 1; i >= 0; i--) {
            String expected = pattern.labels().get(i);
            int hole = expected.indexOf(REGION);
            if (hole >= 0) {
                String after = expected.substring(hole + REGION.length());
                int end = labels[i].length() - after.length();
                if (end <= 0 || !labels[i].endsWith(after)) {
                    return null;
                }
                region = labels[i].substring(0, end);
            } else if (!expected.equals("*") ? !expected.equals(labels[i]) : labels[i].isEmpty()) {
                return null;
            }
        }
        return new Match(pattern.provider(), region);
    }

    /** Returns the host in lower case, or null when the text is not the address of one. */
    private static @Nullable String host(@Nullable String url) {
        if (url == null || url.isBlank() || url.length() > MOST_CHARACTERS) {
            return null;
        }
        String text = url.strip();
        try {
            URI uri = new URI(text.contains("://") ? text : "https://" + text);
            String scheme = uri.getScheme();
            String host = uri.getHost();
            if (scheme == null || host == null || !SCHEMES.contains(scheme.toLowerCase(Locale.ROOT))) {
                return null;
            }
            String lower = host.toLowerCase(Locale.ROOT);
            return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        } catch (URISyntaxException noAddress) {
            return null;
        }
    }

    private static Map<Integer, List<Pattern>> patterns(String... lines) {
        Map<Integer, List<Pattern>> patterns = new HashMap<>();
        for (String line : lines) {
            int space = line.indexOf(' ');
            List<String> labels = List.of(line.substring(space + 1).split("\\."));
            patterns.computeIfAbsent(labels.size(), n -> new ArrayList<>())
                    .add(new Pattern(line.substring(0, space), labels));
        }
        return Map.copyOf(patterns);
    }
}
