package dev.costspan.pricing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a card of LiteLLM's list is for: the ids of a model, and what a request must have beside them.
 *
 * <p>The key of an entry is one. Where it holds a model with the size of its pictures or a region of AWS in front of it, the model
 * under that condition is another.
 *
 * @param ids the ids
 * @param region the region, or null
 * @param options the options
 * @param withoutTokens whether it is only for answers that count no tokens, because the model's own entry prices those
 */
record LiteLlmName(List<String> ids, @Nullable String region, Map<String, String> options, boolean withoutTokens) {

    private static final Pattern AWS_REGION =
            Pattern.compile("([a-z]{2}(?:-[a-z]+)?-[a-z]+-\\d)/(?!.*-commitment/)(.+)");

    static LiteLlmName of(List<String> ids) {
        return new LiteLlmName(ids, null, Map.of(), false);
    }

    /** Returns the model and the condition that an entry's key holds, or null when it holds none. */
    static @Nullable LiteLlmName conditional(LiteLlmEntry entry) {
        LiteLlmSize size = entry.size();
        String rest = entry.keyWithoutProvider();
        if (size != null) {
            List<String> ids = new ArrayList<>(List.of(size.model()));
            if (rest != null) {
                ids.add(entry.key().substring(0, entry.key().length() - rest.length()) + size.model());
            }
            return new LiteLlmName(ids, null, size.options(), false);
        }
        Matcher regional = AWS_REGION.matcher(rest == null ? "" : rest);
        return entry.provider().equals("aws.bedrock") && regional.matches()
                ? new LiteLlmName(List.of(regional.group(2)), regional.group(1), Map.of(), false)
                : null;
    }

    LiteLlmName onlyWithoutTokens() {
        return new LiteLlmName(ids, region, options, true);
    }

    PriceCardBuilder card(String provider) {
        PriceCardBuilder card = new PriceCardBuilder(provider, ids);
        if (region != null) {
            card.region(region);
        }
        options.forEach(card::option);
        if (withoutTokens) {
            card.inputUpTo(0);
        }
        return card;
    }
}
