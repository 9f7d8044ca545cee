package dev.costspan.cli;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The pass over all lines: each is read, priced and written before the next. Not thread-safe. */
final class PriceRun {

    private final CaseReader cases;
    private final CasePricer pricer;
    private final ResultWriter results;
    private long lines;
    private long badLines;

    PriceRun(CaseReader cases, CasePricer pricer, ResultWriter results) {
        this.cases = cases;
        this.pricer = pricer;
        this.results = results;
    }

    /**
     * Prices the lines of a stream.
     *
     * @param file what errors call it; null for standard input
     */
    void price(InputStream in, @Nullable String file) throws IOException {
        LineReader reader = new LineReader(in, PriceCommand.MOST_LINE_BYTES, results);
        while (reader.next()) {
            if (!reader.isBlank()) {
                lines++;
                price(reader, file);
            }
        }
    }

    /** Returns how many lines were not blank. */
    long lines() {
        return lines;
    }

    /** Returns how many lines have an error in place of a result. */
    long badLines() {
        return badLines;
    }

    private void price(LineReader line, @Nullable String file) throws IOException {
        CaseId id = null;
        String error;
        try {
            if (!line.isTooLong()) {
                PricedCase priced = price(line);
                results.result(priced);
                return;
            }
            error = "the line is longer than " + PriceCommand.MOST_LINE_BYTES + " bytes";
        } catch (BadLineException bad) {
            id = cases.caseId();
            error = String.valueOf(bad.getMessage());
        }
        badLines++;
        results.error(id, error, file, line.number());
    }

    private PricedCase price(LineReader line) throws BadLineException {
        try {
            return pricer.price(cases.read(line.bytes(), line.start(), line.length()));
        } catch (OutOfMemoryError tooLarge) {
            // What did not fit is free again; the next line is most likely shorter.
            throw new BadLineException("the line needs more memory than there is; -Xmx gives more");
        } catch (RuntimeException unexpected) {
            // A defect of ours costs one result and not the rest.
            throw new BadLineException("unexpected failure, please report it: " + unexpected);
        }
    }
}
