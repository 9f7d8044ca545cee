package dev.costspan.pricing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue that comes with Costspan. Its text is read on first use; the cards of a provider are made when the provider
 * is first asked for, since an application uses few of some hundred.
 */
final class BundledCatalog implements CardLookup {

    static final String RESOURCE = "/META-INF/costspan/prices.tsv";

    private final String resource;
    private final CatalogFile file;
    private final Map<String, ModelIndex> byProvider = new ConcurrentHashMap<>();

    /**
     * Reads a catalogue from the class path.
     *
     * @throws IllegalStateException when it is missing or corrupt; the message says which and why
     */
    BundledCatalog(String resource) {
        this.resource = resource;
        try (InputStream stream = BundledCatalog.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("price catalogue " + resource + " is not on the class path");
            }
            file = new CatalogFile(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException | DateTimeException corrupt) {
            throw corrupt(corrupt);
        }
    }

    static PriceBook book() {
        return Holder.BOOK;
    }

    static CardLookup cards() {
        return Holder.CATALOG;
    }

    /** Returns the date of its oldest source, or null when none states one. */
    @Nullable LocalDate date() {
        return file.oldest();
    }

    /** Returns every card. */
    List<PriceCard> all() {
        return file.cards();
    }

    @Override
    public PriceCard @Nullable [] find(String provider, @Nullable String model) {
        ModelIndex models = byProvider.get(provider);
        if (models == null) {
            if (!file.has(provider)) {
                return null;
            }
            ModelIndex read = read(provider);
            ModelIndex first = byProvider.putIfAbsent(provider, read);
            models = first == null ? read : first;
        }
        return models.find(model);
    }

    private ModelIndex read(String provider) {
        try {
            return new ModelIndex(file.cards(provider));
        } catch (IllegalArgumentException corrupt) {
            throw corrupt(corrupt);
        }
    }

    private IllegalStateException corrupt(Exception cause) {
        return new IllegalStateException("price catalogue " + resource + " is corrupt: " + cause.getMessage(), cause);
    }

    private static final class Holder {

        static final BundledCatalog CATALOG = new BundledCatalog(RESOURCE);
        static final PriceBook BOOK = new LayeredPriceBook(
                List.of(new LayeredPriceBook.Layer(CostSource.CATALOG, CATALOG)), ModelAliases.NONE);
    }
}
