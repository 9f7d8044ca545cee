package dev.costspan.cli;

import dev.costspan.pricing.PriceBook;
import dev.costspan.pricing.PriceBookBuilder;
import java.nio.file.Path;
import java.util.List;

/** The price book that a command's options ask for. */
final class PriceBooks {

    private PriceBooks() {}

    /**
     * Returns the bundled catalogue, or the files in its place; of those, the first that names a model decides.
     *
     * @throws dev.costspan.pricing.PriceFileException when a file cannot be used
     */
    static PriceBook of(List<Path> files) {
        if (files.isEmpty()) {
            return PriceBook.bundled();
        }
        PriceBookBuilder book = PriceBook.builder().withoutBundledCatalog();
        files.forEach(book::file);
        return book.build();
    }
}
