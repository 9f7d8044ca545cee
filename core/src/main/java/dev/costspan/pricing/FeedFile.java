package dev.costspan.pricing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A price file as it was fetched, not yet read. */
final class FeedFile {

    private final byte[] bytes;
    private final FeedSource.Version version;
    private final String sha256;

    FeedFile(byte[] bytes, FeedSource.Version version) {
        this.bytes = bytes;
        this.version = version;
        sha256 = sha256(bytes);
    }

    /** Returns the content; nobody changes it. */
    byte[] bytes() {
        return bytes;
    }

    FeedSource.Version version() {
        return version;
    }

    /** Returns the SHA-256 of the content in hexadecimal, lower case. */
    String sha256() {
        return sha256;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform has SHA-256: the class comment of MessageDigest.
            throw new IllegalStateException(impossible);
        }
    }
}
