package dev.costspan.cli;

import dev.costspan.pricing.PriceBook;
import dev.costspan.pricing.PriceBookBuilder;
import dev.costspan.pricing.PriceCard;
import dev.costspan.pricing.PriceFileException;
import org.jspecify.annotations.Nullable;

/** Price books of the one card that a line brings along. Keeps the last, since cards often repeat. Not thread-safe. */
final class OwnBooks {

    private @Nullable Own last;

    private record Own(OwnCard card, String provider, String model, PriceBook book) {}

    /**
     * Returns the book of a card.
     *
     * @throws BadLineException when the card's object holds no prices, or one that is none
     */
    PriceBook of(OwnCard card, String provider, String model) throws BadLineException {
        Own own = last;
        if (own == null
                || !own.card().equals(card)
                || !own.provider().equals(provider)
                || !own.model().equals(model)) {
            own = new Own(card, provider, model, book(card, provider, model));
            last = own;
        }
        return own.book();
    }

    private static PriceBook book(OwnCard card, String provider, String model) throws BadLineException {
        PriceBookBuilder book = PriceBook.builder().withoutBundledCatalog();
        try {
            for (PriceCard own : card.keys().format().card(provider, model, card.json())) {
                book.card(own);
            }
        } catch (PriceFileException noCard) {
            throw new BadLineException("'" + card.keys().field() + "': " + noCard.getMessage());
        }
        return book.build();
    }
}
