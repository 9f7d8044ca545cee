package dev.costspan.testing;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** Where a baseline is kept. */
final class BaselineFile {

    /** The largest file that is read, some thousand rows. */
    static final long MOST_BYTES = 1L << 20;

    private final Path path;

    BaselineFile(Path path) {
        this.path = path;
    }

    /** Returns what is in the file, or null when there is none. */
    @Nullable Baseline read() {
        String text = text();
        return text == null ? null : BaselineReader.read(toString(), text);
    }

    /** Writes a baseline as a whole or not at all, and leaves a file alone that says the same. */
    void write(Baseline baseline) {
        String text = BaselineWriter.write(baseline);
        if (bytes(text) > MOST_BYTES) {
            throw new BaselineException(this + " would have " + bytes(text) + " bytes, more than the " + MOST_BYTES
                    + " that are read; give the test fewer models or outcomes");
        }
        try {
            if (Files.exists(path) && Files.size(path) == bytes(text) && text.equals(Files.readString(path))) {
                return;
            }
            Path directory = path.getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Path written = path.resolveSibling(path.getFileName() + ".tmp");
            try {
                Files.writeString(written, text);
                move(written);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException unwritable) {
            throw new BaselineException(this + " cannot be written: " + unwritable, unwritable);
        }
    }

    /** Returns the file as messages name it. */
    @Override
    public String toString() {
        return "baseline " + path;
    }

    private @Nullable String text() {
        try {
            if (!Files.exists(path)) {
                return null;
            }
            long bytes = Files.size(path);
            if (bytes > MOST_BYTES) {
                throw new BaselineException(
                        this + " has " + bytes + " bytes, more than the " + MOST_BYTES + " that are read");
            }
            return Files.readString(path);
        } catch (CharacterCodingException noText) {
            throw new BaselineException(this + " is not UTF-8", noText);
        } catch (IOException unreadable) {
            throw new BaselineException(this + " cannot be read: " + unreadable, unreadable);
        }
    }

    private void move(Path written) throws IOException {
        try {
            Files.move(written, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException twoSteps) {
            Files.move(written, path, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
