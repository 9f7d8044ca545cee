package dev.costspan.examples.quickstart.local;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a chat request asks, whichever wire format carried it.
 *
 * @param model the model name as requested
 * @param tools what the model may call, in request order
 * @param system the system text, empty when there is none
 * @param marksCache whether the request asks to cache its system text
 * @param turns the conversation, oldest first
 * @param stream whether the answer is to be sent as server-sent events
 * @param streamUsage whether a streamed answer is to end with its usage
 */
record Prompt(
        String model,
        List<Tool> tools,
        String system,
        boolean marksCache,
        List<Turn> turns,
        boolean stream,
        boolean streamUsage) {

    enum Role {
        USER,
        ASSISTANT,
        TOOL
    }

    record Turn(Role role, String text) {}

    /**
     * A tool on offer.
     *
     * @param argument the name of its first argument
     * @param definition its definition as JSON, which the model reads and bills
     */
    record Tool(String name, String argument, String definition) {}

    /** The part that does not change within a conversation, in the order in which providers cache: tools, then system. */
    String preamble() {
        return tools.stream().map(Tool::definition).collect(Collectors.joining()) + system;
    }

    /** All text the model reads. */
    String text() {
        return preamble() + turns.stream().map(Turn::text).collect(Collectors.joining());
    }

    /** The newest message of the user, empty when there is none. */
    String question() {
        return turns.stream()
                .filter(turn -> turn.role() == Role.USER)
                .map(Turn::text)
                .reduce("", (older, newer) -> newer);
    }
}
