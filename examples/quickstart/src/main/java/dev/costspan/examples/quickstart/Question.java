package dev.costspan.examples.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A customer's question.
 *
 * @param desk which model answers it
 */
public record Question(Desk desk, String text) {
    private static final String RESOURCE = "/questions.txt";

    /** The models that answer. */
    public enum Desk {
        /** OpenAI, the answer in one piece. */
        CHAT,
        /** OpenAI, the answer streamed. */
        STREAM,
        /** Anthropic. */
        CLAUDE,
        /** A model of the house, which no price list knows. */
        HOUSE
    }

    /** The bundled questions, in order. */
    static List<Question> load() {
        InputStream resource = Objects.requireNonNull(Question.class.getResourceAsStream(RESOURCE), RESOURCE);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Question::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    private static Question parse(String line) {
        int bar = line.indexOf('|');
        Desk desk = Desk.valueOf(line.substring(0, bar).strip().toUpperCase(Locale.ROOT));
        return new Question(desk, line.substring(bar + 1).strip());
    }
}
