package dev.costspan.internal;

import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A 64-bit hash of a request, made of its parts in their order. It is as cheap as hashes that the parts keep allow, and is meant to
 * tell the requests of one process apart, not to withstand somebody who looks for collisions. Not thread-safe.
 */
public final class RequestHash {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final long NOTHING = -1;

    /** Texts that differ in a few characters may have one hash code; those up to this length never have one hash for that. */
    private static final int SAMPLED_CHARACTERS = 16;

    private long hash;

    /** Makes one of no parts. */
    public RequestHash() {}

    /** Adds a text: its hash code, which a String computes once, its length and a few of its characters. */
    public RequestHash text(@Nullable String text) {
        if (text == null) {
            return number(NOTHING);
        }
        int length = text.length();
        int step = 1 + length / SAMPLED_CHARACTERS;
        long sample = length;
        for (int i = 0; i < length; i += step) {
            sample = sample * GOLDEN + text.charAt(i);
        }
        return number(text.hashCode()).number(sample);
    }

    /** Adds bytes: their checksum and how many there are. */
    public RequestHash bytes(byte @Nullable [] bytes) {
        if (bytes == null) {
            return number(NOTHING);
        }
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return number(checksum.getValue()).number(bytes.length);
    }

    /** Adds any other value by its hash code; null is a value too. */
    public RequestHash value(@Nullable Object value) {
        return number(value == null ? NOTHING : value.hashCode());
    }

    /** Adds a number. */
    public RequestHash number(long number) {
        hash = mix(hash * GOLDEN + number);
        return this;
    }

    /** Returns the hash of the parts so far. */
    public long hash() {
        return hash;
    }

    /** Returns a number all of whose bits depend on all bits of another: the finaliser of SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
    public static long mix(long value) {
        long first = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        long second = (first ^ first >>> 27) * 0x94d049bb133111ebL;
        return second ^ second >>> 31;
    }
}
