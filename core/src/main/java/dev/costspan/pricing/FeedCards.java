package dev.costspan.pricing;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The cards of one good file of a feed. Immutable. */
final class FeedCards {

    /** Before the first good file. */
    static final FeedCards NONE = new FeedCards(List.of(), "", FeedSource.Version.UNKNOWN);

    private final CardIndex index;
    private final int count;
    private final @Nullable LocalDate asOf;
    private final String sha256;
    private final FeedSource.Version version;

    private FeedCards(List<PriceCard> cards, String sha256, FeedSource.Version version) {
        index = new CardIndex(cards);
        count = cards.size();
        asOf = cards.stream()
                .map(card -> card.source().asOf())
                .filter(Objects::nonNull)
                .min(LocalDate::compareTo)
                .orElse(null);
        this.sha256 = sha256;
        this.version = version;
    }

    private FeedCards(FeedCards same, FeedSource.Version version) {
        index = same.index;
        count = same.count;
        asOf = same.asOf;
        sha256 = same.sha256;
        this.version = version;
    }

    /**
     * Reads a file, whose format is found out.
     *
     * @throws PriceFileException when it cannot be used as a whole, or has no card
     */
    static FeedCards read(String name, FeedFile file) {
        List<PriceCard> cards = PriceFormat.detect(name, file.bytes()).read(name, file.bytes());
        if (cards.isEmpty()) {
            throw new PriceFileException("price file " + name + " has no card");
        }
        return new FeedCards(cards, file.sha256(), file.version());
    }

    /** Returns the same cards under the version that a file with the same content has now. */
    FeedCards under(FeedSource.Version now) {
        return new FeedCards(this, now);
    }

    PriceCard @Nullable [] find(String provider, @Nullable String model) {
        return index.find(provider, model);
    }

    int count() {
        return count;
    }

    /** Returns the oldest date a card states, or null when none does. */
    @Nullable LocalDate asOf() {
        return asOf;
    }

    boolean hasContent(String digest) {
        return sha256.equals(digest);
    }

    FeedSource.Version version() {
        return version;
    }
}
