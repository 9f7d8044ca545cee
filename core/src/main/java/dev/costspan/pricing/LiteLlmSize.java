package dev.costspan.pricing;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name of LiteLLM's list that is a model with what is asked of it in front: {@code hd/1024-x-1792/dall-e-3}, or {@code
 * 512-x-512/50-steps/stability.stable-diffusion-xl-v0}.
 *
 * @param model the model
 * @param options {@code size} as 1024x1792, and where the name has them {@code quality} and {@code steps}
 * @param pixels the pixels of one picture
 */
record LiteLlmSize(String model, Map<String, String> options, BigDecimal pixels) {

    private static final Pattern NAME = Pattern.compile("(?:(low|medium|high|standard|hd)/)?"
            + "(\\d{1,6})-x-(\\d{1,6})/(?:(\\d{1,6}|max)-steps/)?(?:bedrock/)?(.+)");

    /** Returns what the name says, or null when it is the name of a model alone. */
    static @Nullable LiteLlmSize of(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return null;
        }
        Map<String, String> options = new TreeMap<>();
        options.put("size", parts.group(2) + "x" + parts.group(3));
        if (parts.group(1) != null) {
            options.put("quality", parts.group(1));
        }
        if (parts.group(4) != null) {
            options.put("steps", parts.group(4));
        }
        BigDecimal pixels = new BigDecimal(parts.group(2)).multiply(new BigDecimal(parts.group(3)));
        return new LiteLlmSize(parts.group(5), options, pixels);
    }
}
