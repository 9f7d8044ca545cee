package dev.costspan.pricing;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A format of price list that can be read into cards: whole files, and one model's prices on their own.
 *
 * <p>In every format a price is a JSON number or a string that holds a decimal number; neither passes through a double. A price
 * key that this version does not know makes the costs of its model {@link CostStatus#PARTIAL}. Thread-safe.
 */
public enum PriceFormat {
    /**
     * LiteLLM's {@code model_prices_and_context_window.json}: an object of models, whose prices are in USD for one unit.
     *
     * <p>A key can mean different things for different kinds of model, which {@code mode} tells. Of a rule that cannot be applied
     * (prices by the number of results, by credits, by the time of day) nothing is billed, and costs are partial.
     */
    LITELLM("litellm") {
        @Override
        List<PriceCard> read(PriceJson json, PriceSource source, PriceFileLog log) {
            return new LiteLlmReader(json, source, log).read();
        }

        @Override
        List<PriceCard> card(PriceJson json, String provider, String model) {
            return LiteLlmReader.card(json, provider, model);
        }
    },
    /**
     * The {@code prices/new_data/v2/data.json} of genai-prices: an array of providers with their models, whose prices are in USD for
     * the units of its registry, such as {@code input_mtok} for a million input tokens.
     */
    GENAI_PRICES("genai-prices") {
        @Override
        List<PriceCard> read(PriceJson json, PriceSource source, PriceFileLog log) {
            return new GenAiPricesReader(json, source, log).read();
        }

        @Override
        List<PriceCard> card(PriceJson json, String provider, String model) {
            return GenAiPricesReader.card(json, provider, model);
        }
    },
    /**
     * Costspan's own price file, which is described in {@code docs/price-file.md}: an object that names its format and its source,
     * with cards that can say all that a {@link PriceCard} can. Read by {@link #card(String, String, String)}, the object is one such
     * card without {@code provider} and {@code models}.
     */
    COSTSPAN("costspan") {
        @Override
        List<PriceCard> read(PriceJson json, PriceSource source, PriceFileLog log) {
            return new CostspanPricesReader(json).read();
        }

        @Override
        List<PriceCard> card(PriceJson json, String provider, String model) {
            return List.of(CostspanPricesReader.card(json, provider, model));
        }
    };

    /** The source of a card that an application states itself. */
    static final PriceSource APPLICATION = new PriceSource("application", null);

    private final String source;

    PriceFormat(String source) {
        this.source = source;
    }

    /**
     * Returns the cards of a file. Blocks while it reads. Their source has no date, since only Costspan's own files state one.
     *
     * @throws PriceFileException when the file is missing, larger than 64 MiB, cut short, not JSON, of another shape, or holds a
     *     model twice or a rate that is no price; the message names the file, the model, the key and the value
     */
    public List<PriceCard> read(Path file) {
        return read(file, new PriceSource(source, null), new PriceFileLog());
    }

    /**
     * Returns the cards of one model, whose prices are an object of the keys of this format, such as {@code {"input_mtok": "2.50"}}
     * or {@code {"input_cost_per_token": 2.5e-6}}: one for each service tier, range of input tokens, date and condition that the
     * object tells apart. Their source is the application. Prices of 0 are real.
     *
     * @param provider who bills it, as {@code gen_ai.provider.name} spells it
     * @param model the exact id the cards are for
     * @param json the object; of genai-prices also an array of conditional prices
     * @throws PriceFileException when the text is longer than 1 MiB, is no such object, holds a rate that is no price, or has none;
     *     the message names provider, model, key and value
     */
    public List<PriceCard> card(String provider, String model, String json) {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(model, "model");
        try (PriceJson text = PriceJson.of("price card of provider '" + provider + "', model '" + model + "'", json)) {
            List<PriceCard> cards = card(text, provider, model);
            text.end();
            if (cards.isEmpty()) {
                throw text.error("it has no price");
            }
            return cards;
        }
    }

    /**
     * Returns the format of a file by the shape of its JSON: an array is genai-prices, an object with the text {@code format} is
     * Costspan's, any other object is LiteLLM's. Blocks while it reads.
     *
     * @throws PriceFileException when the file cannot be read, is cut short, or is neither an object nor an array of JSON
     */
    public static PriceFormat detect(Path file) {
        try (PriceJson json = PriceJson.open(file)) {
            return detect(json);
        }
    }

    /** Returns the format of a file that was already fetched as {@link #detect(Path)} does; errors call it {@code name}. */
    static PriceFormat detect(String name, byte[] file) {
        try (PriceJson json = PriceJson.of("price file " + name, file)) {
            return detect(json);
        }
    }

    private static PriceFormat detect(PriceJson json) {
        json.start();
        if (json.isArray()) {
            return GENAI_PRICES;
        }
        if (!json.isObject()) {
            throw json.error(
                    "it is no price list: it must be an array of providers, as genai-prices has it, or an object of "
                            + "models, as LiteLLM has it, or of cards, as Costspan has it");
        }
        for (String key = json.nextKey(); key != null; key = json.nextKey()) {
            if (key.equals("format") && json.isString()) {
                return COSTSPAN;
            }
            json.skip();
        }
        return LITELLM;
    }

    /** Returns the cards of a file that was already fetched as {@link #read(Path)} does; errors call it {@code name}. */
    List<PriceCard> read(String name, byte[] file) {
        try (PriceJson json = PriceJson.of("price file " + name, file)) {
            return toEnd(json, new PriceSource(source, null), new PriceFileLog());
        }
    }

    /** Returns the cards of a file as {@link #read(Path)} does, and writes into {@code log} what was left out. */
    List<PriceCard> read(Path file, PriceSource from, PriceFileLog log) {
        try (PriceJson json = PriceJson.open(file)) {
            return toEnd(json, from, log);
        }
    }

    private List<PriceCard> toEnd(PriceJson json, PriceSource from, PriceFileLog log) {
        List<PriceCard> cards = read(json, from, log);
        json.end();
        return cards;
    }

    abstract List<PriceCard> read(PriceJson json, PriceSource from, PriceFileLog log);

    abstract List<PriceCard> card(PriceJson json, String provider, String model);
}
