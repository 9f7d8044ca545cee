package dev.costspan.pricing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A local file that may change. Told apart by size, time and file key rather than watched: a watch misses files on the network and
 * the links that a mounted configuration is swapped by.
 */
final class LocalFeedSource implements FeedSource {

    private final Path file;
    private final int maxBytes;

    LocalFeedSource(Path file, int maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public boolean isLocal() {
        return true;
    }

    @Override
    public @Nullable FeedFile fetch(Version known) throws IOException {
        try {
            // Before reading, so that a change meanwhile is seen the next time.
            Version version = version();
            return version.equals(known) ? null : new FeedFile(read(file, maxBytes), version);
        } catch (NoSuchFileException missing) {
            throw new PriceFileException("price file " + file + " does not exist", missing);
        }
    }

    /**
     * Returns the content of a file.
     *
     * @throws PriceFileException when it is larger than {@code maxBytes}
     */
    static byte[] read(Path file, int maxBytes) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] bytes = stream.readNBytes(maxBytes);
            if (stream.read() >= 0) {
                throw new PriceFileException("price file " + file + " has more than the " + maxBytes
                        + " bytes that are read; raise maxBytes if that is right");
            }
            return bytes;
        }
    }

    private Version version() throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return new Version(now.size() + " " + now.lastModifiedTime() + " " + now.fileKey(), null);
    }
}
