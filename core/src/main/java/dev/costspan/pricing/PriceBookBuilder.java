package dev.costspan.pricing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Builds a {@link PriceBook} of layers: contracts, then the application's cards, then its files and feeds in the order they were
 * named, then the bundled catalogue, then what is allocated. The first layer that names a model decides for it alone; a contract
 * changes what the others say. Not thread-safe.
 */
public final class PriceBookBuilder {

    private final List<PriceCard> overrides = new ArrayList<>();
    private final List<PriceCard> allocations = new ArrayList<>();
    private final List<Contract> contracts = new ArrayList<>();
    private final List<PriceFeed> feeds = new ArrayList<>();
    private final List<CardLookup> files = new ArrayList<>();
    private ModelAliases aliases = ModelAliases.NONE;
    private boolean bundled = true;

    PriceBookBuilder() {}

    /** Adds a card of the application, before every list price. */
    public PriceBookBuilder card(PriceCard card) {
        overrides.add(Objects.requireNonNull(card, "card"));
        return this;
    }

    /**
     * Names the model behind a name of the application's own, such as an Azure deployment or a Bedrock application inference
     * profile. It comes before a card of that name.
     *
     * @param provider who is asked
     * @param name what the application calls it
     * @param model the model as price lists know it
     * @throws IllegalArgumentException when a part is blank or too long, or the name stands for another model already
     */
    public PriceBookBuilder alias(String provider, String name, String model) {
        aliases = aliases.with(provider, name, model);
        return this;
    }

    /** Adds what was negotiated with a provider; the first contract that covers a request changes its list price. */
    public PriceBookBuilder contract(Contract contract) {
        contracts.add(Objects.requireNonNull(contract, "contract"));
        return this;
    }

    /**
     * Adds a card for what has no price for each request, after all others: the share of a self-hosted GPU or of a vector
     * database's nodes that one request takes. Costs from it have the source {@link CostSource#ALLOCATION}.
     */
    public PriceBookBuilder allocation(PriceCard card) {
        allocations.add(Objects.requireNonNull(card, "card"));
        return this;
    }

    /**
     * Adds the cards of a price file in one of the formats of {@link PriceFormat}, told by its shape. Reads it at once, which blocks.
     *
     * @throws PriceFileException when the file is missing, larger than 64 MiB, cut short, not JSON, of no known shape, or holds a
     *     model twice or a rate that is no number or negative; the message names the file, the model and the value
     */
    public PriceBookBuilder file(Path file) {
        files.add(new CardIndex(PriceFormat.detect(file).read(file)));
        return this;
    }

    /** Adds the cards of a feed, in the place among the files where it is named; the application starts and closes it. */
    public PriceBookBuilder feed(PriceFeed feed) {
        feeds.add(Objects.requireNonNull(feed, "feed"));
        files.add(feed.lookup());
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
        if (!allocations.isEmpty()) {
            layers.add(new LayeredPriceBook.Layer(CostSource.ALLOCATION, new CardIndex(allocations)));
        }
        PriceBook book = new LayeredPriceBook(layers, aliases, feeds);
        return contracts.isEmpty() ? book : new ContractPriceBook(contracts, book);
    }
}
