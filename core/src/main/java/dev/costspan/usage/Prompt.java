package dev.costspan.usage;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ImplicitContextKeyed;
import io.opentelemetry.context.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Which prompt of the application is sent, so that people see which one costs: a name and a version, never its text.
 *
 * <pre>{@code
 * try (Scope ignored = Prompt.of("support.answer", "7").makeCurrent()) {
 *     model.chat(question);
 * }
 * }</pre>
 *
 * @param name the prompt's name, of few values, {@value #MAX_LENGTH} characters at most
 * @param version its version, {@value #MAX_LENGTH} characters at most, or null when it has none
 */
public record Prompt(String name, @Nullable String version) implements ImplicitContextKeyed {

    /** The most characters a name or a version has. */
    public static final int MAX_LENGTH = 128;

    private static final ContextKey<Prompt> KEY = ContextKey.named("costspan-prompt");
    private static final int FINGERPRINT_BYTES = 6;

    /**
     * Checks the name and the version.
     *
     * @throws IllegalArgumentException when the name is blank, or either is too long
     */
    public Prompt {
        if (name.isBlank() || name.length() > MAX_LENGTH || version != null && version.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a prompt needs a name, and it and its version may have " + MAX_LENGTH
                    + " characters, but they have " + name.length() + " and "
                    + (version == null ? 0 : version.length()));
        }
    }

    /** Returns a prompt without a version. */
    public static Prompt of(String name) {
        return new Prompt(name, null);
    }

    /** Returns a prompt with a version. */
    public static Prompt of(String name, @Nullable String version) {
        return new Prompt(name, version);
    }

    /**
     * Returns a prompt that is named by the fingerprint of its template: {@code template-} and twelve hexadecimal digits of its
     * SHA-256. The same template has the same name in every process. The text itself goes nowhere. Hashes the text on each call;
     * keep the result.
     */
    public static Prompt ofTemplate(String template) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(template.getBytes(StandardCharsets.UTF_8));
            return new Prompt("template-" + HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES), null);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** Returns the prompt of a Context, or null. Does not block or allocate. */
    public static @Nullable Prompt from(Context context) {
        return context.get(KEY);
    }

    /** Makes this prompt current on this thread until the scope is closed on the same thread. */
    @Override
    public Scope makeCurrent() {
        return ImplicitContextKeyed.super.makeCurrent();
    }

    /** Returns {@code context} with this prompt instead of the one it holds. */
    @Override
    public Context storeInContext(Context context) {
        return context.with(KEY, this);
    }
}
