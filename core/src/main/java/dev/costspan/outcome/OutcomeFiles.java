package dev.costspan.outcome;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of a {@link DirectoryOutcomeStore}: where they lie, and how they are written, read and renamed. A file's time of
 * modification is when its outcome expires, so that those which have not are passed over unread; a copy that lost it is read once
 * more often. Thread-safe, as it holds nothing that changes.
 */
final class OutcomeFiles {

    private static final int HASH_LENGTH = 64;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern UNIQUE = Pattern.compile("[0-9a-f-]{36}");
    private static final Pattern CLAIM = Pattern.compile(HASH + "\\." + UNIQUE);

    private final Path directory;
    private final Path pending;
    private final Path claimed;
    private final Path taken;
    private final Path unfinished;
    private final boolean posix;

    OutcomeFiles(Path directory) {
        this.directory = directory;
        pending = directory.resolve("pending");
        claimed = directory.resolve("claimed");
        taken = directory.resolve("taken");
        unfinished = directory.resolve("unfinished");
        posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Makes the directories that are not there, and sees whether files can be written and renamed. */
    void create() throws IOException {
        for (Path each : List.of(directory, pending, claimed, taken, unfinished)) {
            Files.createDirectories(each, ownerOnly("rwx------"));
        }
        Path probe = unfinished.resolve(unique());
        write(probe, new byte[0]);
        Path renamed = unfinished.resolve(unique());
        move(probe, renamed);
        Files.delete(renamed);
    }

    /** Returns what names the files of an id. It is of any characters, so it cannot name one itself. */
    static String hash(String id) {
        ByteBuffer characters = ByteBuffer.allocate(id.length() * Character.BYTES);
        characters.asCharBuffer().put(id);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(characters.array()));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    /** Returns the hash in the name of a file that is not an unfinished one. */
    static String hashOf(Path file) {
        return file.getFileName().toString().substring(0, HASH_LENGTH);
    }

    Path pending(String hash) {
        return pending.resolve(hash);
    }

    Path taken(String hash) {
        return taken.resolve(hash);
    }

    /** Returns a place for a file that one thread of one process works on; nobody else has the name. */
    Path claim(String hash) {
        return claimed.resolve(hash + "." + unique());
    }

    /** Returns the files of pending outcomes; a file with a name that is none of ours is in no list. */
    List<Path> pending() throws IOException {
        return list(pending, HASH);
    }

    List<Path> claimed() throws IOException {
        return list(claimed, CLAIM);
    }

    List<Path> taken() throws IOException {
        return list(taken, HASH);
    }

    List<Path> unfinished() throws IOException {
        return list(unfinished, UNIQUE);
    }

    /** Writes an outcome where others see all of it or nothing. */
    void put(String hash, PendingOutcome outcome) throws IOException {
        byte[] json = PendingOutcomeWriter.write(outcome);
        Path file = unfinished.resolve(unique());
        try {
            write(file, json);
            Files.setLastModifiedTime(file, FileTime.from(outcome.expiresAt()));
            if (!move(file, pending(hash))) {
                throw new NoSuchFileException(file.toString(), null, "somebody deleted it before it was finished");
            }
        } catch (IOException | RuntimeException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    /**
     * Returns the outcome in a file, or null when the file is gone.
     *
     * @throws BrokenOutcomeException when it holds none, or one with an id of another hash
     */
    @Nullable PendingOutcome read(Path file, String hash) throws IOException {
        byte[] text;
        try {
            // a pipe or a link would lead elsewhere, and opening a pipe blocks
            if (!attributes(file).isRegularFile()) {
                throw new BrokenOutcomeException("no regular file");
            }
            text = readBytes(file);
        } catch (NoSuchFileException gone) {
            return null;
        }
        PendingOutcome outcome = PendingOutcomeReader.read(text);
        if (!hash(outcome.outcome().id()).equals(hash)) {
            throw new BrokenOutcomeException("the file has another outcome's name");
        }
        return outcome;
    }

    /** Returns when a file says it expires, or null when it is gone. */
    @Nullable Instant expiry(Path file) throws IOException {
        try {
            return attributes(file).lastModifiedTime().toInstant();
        } catch (NoSuchFileException gone) {
            return null;
        }
    }

    /** Renames a file in one step, over one that may be there; returns false when somebody else did before. */
    boolean move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException gone) {
            if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                throw gone;
            }
            return false;
        }
    }

    /** Deletes a file; returns false when somebody else had renamed or deleted it before. */
    boolean delete(Path file) throws IOException {
        return Files.deleteIfExists(file);
    }

    /** Makes a claimed file pending again, unless the outcome was put anew meanwhile. */
    void giveBack(Path claim, String hash) throws IOException {
        if (isKept(pending(hash))) {
            Files.deleteIfExists(claim);
        } else {
            move(claim, pending(hash));
        }
    }

    static boolean isKept(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static byte[] readBytes(Path file) throws IOException {
        try (InputStream in = Channels.newInputStream(
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
            byte[] text = in.readNBytes(PendingOutcomeReader.MOST_BYTES + 1);
            if (text.length > PendingOutcomeReader.MOST_BYTES) {
                throw new BrokenOutcomeException("more bytes than are read");
            }
            return text;
        }
    }

    private void write(Path file, byte[] text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text);
        try (SeekableByteChannel channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly("rw-------"))) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    /** Attributions may name people. */
    private FileAttribute<?>[] ownerOnly(String permissions) {
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static List<Path> list(Path directory, Pattern names) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(
                directory, file -> names.matcher(file.getFileName().toString()).matches())) {
            all.forEach(files::add);
        }
        return files;
    }

    private static String unique() {
        return UUID.randomUUID().toString();
    }
}
