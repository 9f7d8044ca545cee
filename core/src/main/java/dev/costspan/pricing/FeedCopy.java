package dev.costspan.pricing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The copy on disk of the last good file of a {@link PriceFeed}, for a start without network. Replaced as a whole, and readable by
 * its owner alone; its time is that of the last success.
 */
final class FeedCopy {

    private static final FileAttribute<?>[] NONE = {};

    private final Path file;
    private final int maxBytes;

    FeedCopy(Path file, int maxBytes) {
        this.file = file.toAbsolutePath();
        this.maxBytes = maxBytes;
    }

    /** Returns the copy, or null when there is none. */
    @Nullable FeedFile read() throws IOException {
        try {
            return new FeedFile(LocalFeedSource.read(file, maxBytes), FeedSource.Version.UNKNOWN);
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    /** Returns when the copy was last known to be good. */
    Instant time() throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }

    /** Replaces the copy. */
    void write(byte[] bytes, Instant at) throws IOException {
        Path directory = Objects.requireNonNull(file.getParent(), "the root is no file");
        Files.createDirectories(directory, owner("rwx------"));
        Path written = Files.createTempFile(directory, "." + file.getFileName(), ".tmp", owner("rw-------"));
        try {
            Files.write(written, bytes);
            Files.setLastModifiedTime(written, FileTime.from(at));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** Notes that the copy is still good. */
    void touch(Instant at) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(at));
    }

    private FileAttribute<?>[] owner(String permissions) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : NONE;
    }

    /** Returns the path of the copy, for messages. */
    @Override
    public String toString() {
        return file.toString();
    }
}
