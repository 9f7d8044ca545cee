package dev.costspan.pricing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Builds a {@link PriceBook} of layers: the application's cards first, then the files it loads in the order they were named,
 * then the bundled catalogue. The first layer that names a model decides for it alone. Not thread-safe.
 */
public final class PriceBookBuilder {

    private final List<PriceCard> overrides = new ArrayList<>();
    private final List<CardLookup> files = new ArrayList<>();
    private boolean bundled = true;

    PriceBookBuilder() {}

    /** Adds a card of the application, before every list price. */
    public PriceBookBuilder card(PriceCard card) {
        overrides.add(Objects.requireNonNull(card, "card"));
        return this;
    }

    /**
     * Adds the models of a file in LiteLLM's format ({@code model_prices_and_context_window.json}). Reads it at once, which
     * blocks.
     *
     * <p>Token prices, prices for each query and request, service tiers and context thresholds are read. A price key that this
     * version does not know, or a rule it cannot apply ({@code tiered_pricing}, prices by time of day, DBUs), makes the costs of
     * its model partial. A model whose every price is 0 is left out unless it runs locally, because the list writes 0 for
     * prices it does not know.
     *
     * @throws PriceFileException when the file is missing, larger than 64 MiB, cut short, not JSON, of another shape, or holds
     *     a model twice or a rate that is no number or negative; the message names the file, the model and the value
     */
    public PriceBookBuilder liteLlmFile(Path file) {
        files.add(new CardIndex(PriceFile.LITELLM.read(file)));
        return this;
    }

    /**
     * Adds the models of a file in the format of genai-prices ({@code prices/new_data/v2/data.json}). Reads it at once, which
     * blocks.
     *
     * <p>Token prices and prices for each request are read, with dates from midnight UTC and context thresholds. Models are
     * known by their id and their exact aliases, not by patterns. What this version cannot apply makes costs partial, as with
     * {@link #liteLlmFile}.
     *
     * @throws PriceFileException as {@link #liteLlmFile} does
     */
    public PriceBookBuilder genAiPricesFile(Path file) {
        files.add(new CardIndex(PriceFile.GENAI_PRICES.read(file)));
        return this;
    }

    /** Leaves the bundled catalogue out, so that only the application's cards and files count. */
    public PriceBookBuilder withoutBundledCatalog() {
        bundled = false;
        return this;
    }

    /** Returns the book. */
    public PriceBook build() {
        List<LayeredPriceBook.Layer> layers = new ArrayList<>();
        if (!overrides.isEmpty()) {
            layers.add(new LayeredPriceBook.Layer(CostSource.OVERRIDE, new CardIndex(overrides)));
        }
        files.forEach(cards -> layers.add(new LayeredPriceBook.Layer(CostSource.CATALOG, cards)));
        if (bundled) {
            layers.add(new LayeredPriceBook.Layer(CostSource.CATALOG, BundledCatalog.cards()));
        }
        return new LayeredPriceBook(layers);
    }
}
