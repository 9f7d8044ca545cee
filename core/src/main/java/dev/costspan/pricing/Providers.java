package dev.costspan.pricing;

import org.jspecify.annotations.Nullable;

/**
 * Who bills, told from the address that a client sends its requests to.
 *
 * <p>Only the host counts, and only as a whole: no part of a path, of a query or of a longer host name is taken for a provider.
 * A gateway or proxy of one's own has no provider here. Thread-safe; nothing is sent or resolved.
 */
public final class Providers {

    private Providers() {}

    /**
     * Returns the provider behind an API's address, spelled as {@code gen_ai.provider.name} and price cards spell it, or null when
     * the host is not one that a provider bills under.
     *
     * @param url a base URL such as {@code https://api.openai.com/v1}, or a host with or without a port; null, what is no
     *     address, and what is longer than 2,048 characters gives null
     */
    public static @Nullable String ofUrl(@Nullable String url) {
        ProviderHosts.Match match = ProviderHosts.find(url);
        return match == null ? null : match.provider();
    }

    /**
     * Returns the region that the host of an API's address names, such as {@code eu-west-1} in {@code
     * https://bedrock-runtime.eu-west-1.amazonaws.com}, or null when there is none or the provider is not known.
     *
     * @param url as in {@link #ofUrl}
     */
    public static @Nullable String regionOfUrl(@Nullable String url) {
        ProviderHosts.Match match = ProviderHosts.find(url);
        return match == null ? null : match.region();
    }
}
