package dev.costspan.pricing;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a {@link PriceFeed} gets its file. Called by one thread at a time. */
interface FeedSource {

    /**
     * What tells one version of a file from the next without reading it.
     *
     * @param tag the ETag of the answer, or size and time of a local file
     * @param lastModified the answer's {@code Last-Modified}
     */
    record Version(@Nullable String tag, @Nullable String lastModified) {

        /** Nothing is known, so that the file is read whatever it is. */
        static final Version UNKNOWN = new Version(null, null);
    }

    /** Returns what errors and metrics call the file; no credentials, no query. */
    String name();

    /** Returns whether the file is on this machine, so that reading it takes milliseconds. */
    boolean isLocal();

    /**
     * Returns the file, or null when it is still the version that is known. Blocks.
     *
     * @throws PriceFileException when there is none, or it is too large; the message may be logged
     * @throws IOException when it cannot be read
     * @throws InterruptedException when the thread is asked to stop
     */
    @Nullable FeedFile fetch(Version known) throws IOException, InterruptedException;
}
