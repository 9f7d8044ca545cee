package dev.costspan.contract;

import java.nio.charset.StandardCharsets;

/**
 * What a provider sends for one request.
 *
 * @param status the HTTP status
 * @param contentType what the body is
 * @param body the body; a stream's events end with an empty line
 * @param manner how it is sent
 */
public record Reply(int status, String contentType, byte[] body, Manner manner) {

    /** How a reply is sent. */
    public enum Manner {
        /** In full. */
        WHOLE,
        /** Half of its events or lines, then the connection is dropped. */
        CUT,
        /** Half of its events or lines, then nothing until the server stops. */
        HELD,
        /** Not at all until the server stops. */
        SILENT
    }

    /** Returns a reply with a text that is sent in full. */
    public static Reply of(int status, String contentType, String body) {
        return new Reply(status, contentType, body.getBytes(StandardCharsets.UTF_8), Manner.WHOLE);
    }

    /** Returns this reply sent in another manner. */
    public Reply sent(Manner other) {
        return new Reply(status, contentType, body, other);
    }

    /** Returns this reply with a text of its body replaced. */
    public Reply replace(String text, String by) {
        String before = new String(body, StandardCharsets.UTF_8);
        if (!before.contains(text)) {
            throw new IllegalArgumentException("the body does not contain " + text);
        }
        return new Reply(status, contentType, before.replace(text, by).getBytes(StandardCharsets.UTF_8), manner);
    }

    /** The first half, up to the end of an event or a line. */
    byte[] half() {
        String text = new String(body, StandardCharsets.UTF_8);
        String end = text.contains("\n\n") ? "\n\n" : "\n";
        int cut = text.lastIndexOf(end, text.length() / 2);
        return text.substring(0, cut + end.length()).getBytes(StandardCharsets.UTF_8);
    }
}
