package dev.costspan.examples.quickstart.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A provider's wire format: reads requests and writes answers. */
sealed interface Wire permits AnthropicWire, OpenAiWire {

    /** Reads a request body; what it does not know is ignored. */
    Prompt read(JsonNode body);

    /** Counts tokens by the cache rules of this provider. */
    TokenCount count(TokenCounter counter, ServedModel model, Prompt prompt, Reply reply);

    /** The answer as one JSON document. */
    JsonNode document(Exchange exchange);

    /** The answer as server-sent events, each with its closing blank line. */
    List<String> events(Exchange exchange);

    /** The body of an error answer. */
    JsonNode error(String type, String message);
}
