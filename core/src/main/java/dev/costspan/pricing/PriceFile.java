package dev.costspan.pricing;

import java.nio.file.Path;
import java.util.List;

/** A format of price list that can be read into cards. */
enum PriceFile {
    /** LiteLLM's {@code model_prices_and_context_window.json}. */
    LITELLM("litellm") {
        @Override
        List<PriceCard> read(PriceJson json, PriceSource source, PriceFileLog log) {
            return new LiteLlmReader(json, source, log).read();
        }
    },
    /** The {@code prices/new_data/v2/data.json} of genai-prices. */
    GENAI_PRICES("genai-prices") {
        @Override
        List<PriceCard> read(PriceJson json, PriceSource source, PriceFileLog log) {
            return new GenAiPricesReader(json, source, log).read();
        }
    };

    private final String source;

    PriceFile(String source) {
        this.source = source;
    }

    /**
     * Returns the cards of a file. Their source has no date, since the file does not state one.
     *
     * @throws PriceFileException when the file is missing, larger than {@link PriceJson#MOST_BYTES}, cut short, not JSON, of
     *     another shape, or holds a model twice or a rate that is no price
     */
    List<PriceCard> read(Path file) {
        return read(file, new PriceSource(source, null), new PriceFileLog());
    }

    /** Returns the cards of a file as {@link #read(Path)} does, and writes into {@code log} what was left out. */
    List<PriceCard> read(Path file, PriceSource from, PriceFileLog log) {
        try (PriceJson json = PriceJson.open(file)) {
            List<PriceCard> cards = read(json, from, log);
            json.end();
            return cards;
        }
    }

    abstract List<PriceCard> read(PriceJson json, PriceSource from, PriceFileLog log);
}
