package dev.costspan.examples.quickstart.local;

import org.jspecify.annotations.Nullable;

/**
 * What the model says: a text or a tool call, never both.
 *
 * @param text the answer, empty when a tool is called
 * @param weighedWords how many words of the passages were compared with the question
 */
record Reply(String text, @Nullable ToolCall toolCall, int weighedWords) {

    /** A request to run a tool; {@code arguments} is a JSON object. */
    record ToolCall(String name, String arguments) {}

    static Reply of(String text, int weighedWords) {
        return new Reply(text, null, weighedWords);
    }

    static Reply calling(String tool, String arguments) {
        return new Reply("", new ToolCall(tool, arguments), 0);
    }

    /** Everything the model wrote, tool call included. */
    String written() {
        return toolCall == null ? text : toolCall.name() + toolCall.arguments();
    }
}
