package dev.costspan.cli;

import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a stream of bytes into lines and keeps one at a time. A line that is too long is dropped up to its end, and reading goes on
 * with the next. Memory is that of the longest line, never more than the limit. Not thread-safe.
 */
final class LineReader {

    private static final int FIRST_CAPACITY = 1 << 16;

    private final InputStream in;
    private final int mostBytes;
    private final Flushable beforeWaiting;
    private byte[] buffer;
    private int start;
    private int end;
    private int unread;
    private int filled;
    private long number;
    private boolean tooLong;

    /**
     * Reads from a stream, which stays the caller's to close.
     *
     * @param mostBytes the longest line, without its end
     * @param beforeWaiting is flushed whenever a read may have to wait, so that who sends line by line sees each result
     */
    LineReader(InputStream in, int mostBytes, Flushable beforeWaiting) {
        this.in = in;
        this.mostBytes = mostBytes;
        this.beforeWaiting = beforeWaiting;
        buffer = new byte[Math.min(FIRST_CAPACITY, mostBytes + 1)];
    }

    /** Moves to the next line and returns whether there is one. */
    boolean next() throws IOException {
        start = unread;
        tooLong = false;
        int scanned = start;
        while (true) {
            for (int i = scanned; i < filled; i++) {
                if (buffer[i] == '\n') {
                    return line(i, i + 1);
                }
            }
            if (tooLong || filled - start > mostBytes) {
                tooLong = true;
                start = 0;
                filled = 0;
            }
            makeRoom();
            scanned = filled;
            if (!fill()) {
                return (filled > start || tooLong) && line(filled, filled);
            }
        }
    }

    /** Returns the bytes of which the line is a part; they change with {@link #next()}. */
    byte[] bytes() {
        return buffer;
    }

    /** Returns where in {@link #bytes()} the line starts. */
    int start() {
        return start;
    }

    /** Returns how many bytes the line has, without its end; 0 when it was too long. */
    int length() {
        return end - start;
    }

    /** Returns the number of the line, from 1. */
    long number() {
        return number;
    }

    /** Returns whether the line was longer than the limit, so that its bytes are gone. */
    boolean isTooLong() {
        return tooLong;
    }

    /** Returns whether the line holds nothing but white space. */
    boolean isBlank() {
        for (int i = start; i < end; i++) {
            if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
                return false;
            }
        }
        return !tooLong;
    }

    private boolean line(int lineEnd, int next) {
        end = tooLong ? start : lineEnd;
        unread = next;
        number++;
        return true;
    }

    private void makeRoom() {
        if (filled < buffer.length) {
            return;
        }
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
        } else {
            buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, mostBytes + 1L));
        }
    }

    private boolean fill() throws IOException {
        if (in.available() <= 0) {
            beforeWaiting.flush();
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
            return false;
        }
        filled += read;
        return true;
    }
}
