package dev.costspan.cli;

import dev.costspan.pricing.PriceFormat;

/**
 * A card that a line brings along.
 *
 * @param keys whose keys it is written in
 * @param json the object of price keys
 */
record OwnCard(Keys keys, String json) {

    /** The keys that a card on a line may be written in. */
    enum Keys {
        /** genai-prices' keys, {@code input_mtok}. */
        GENAI_PRICES("price_card", PriceFormat.GENAI_PRICES),
        /** LiteLLM's keys, {@code input_cost_per_token}. */
        LITELLM("price_card_litellm_keys", PriceFormat.LITELLM);

        private final String field;
        private final PriceFormat format;

        Keys(String field, PriceFormat format) {
            this.field = field;
            this.format = format;
        }

        /** Returns the line's field that holds such a card. */
        String field() {
            return field;
        }

        PriceFormat format() {
            return format;
        }
    }
}
