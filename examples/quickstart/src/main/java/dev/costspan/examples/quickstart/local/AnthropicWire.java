package dev.costspan.examples.quickstart.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.costspan.examples.quickstart.local.Prompt.Role;
import dev.costspan.examples.quickstart.local.Prompt.Turn;
import dev.costspan.examples.quickstart.local.Reply.ToolCall;
import java.util.ArrayList;
import java.util.List;

/** The Anthropic messages format (docs.anthropic.com/en/api/messages). */
final class AnthropicWire implements Wire {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public Prompt read(JsonNode body) {
        List<Turn> turns = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            turns.addAll(turns(message));
        }
        List<Prompt.Tool> tools = new ArrayList<>();
        for (JsonNode tool : body.path("tools")) {
            tools.add(new Prompt.Tool(
                    tool.path("name").asText(),
                    Text.firstName(tool.path("input_schema").path("properties")),
                    tool.toString()));
        }
        return new Prompt(
                body.path("model").asText(),
                tools,
                Text.of(body.path("system")),
                body.path("system").findValue("cache_control") != null,
                turns,
                body.path("stream").asBoolean(),
                true);
    }

    private static List<Turn> turns(JsonNode message) {
        Role role = message.path("role").asText().equals("assistant") ? Role.ASSISTANT : Role.USER;
        JsonNode content = message.path("content");
        if (!content.isArray()) {
            return List.of(new Turn(role, content.asText()));
        }
        List<Turn> turns = new ArrayList<>();
        for (JsonNode block : content) {
            turns.add(
                    switch (block.path("type").asText()) {
                        case "tool_result" -> new Turn(Role.TOOL, Text.of(block.path("content")));
                        case "tool_use" -> new Turn(role, block.path("name").asText() + block.path("input"));
                        default -> new Turn(role, block.path("text").asText());
                    });
        }
        return turns;
    }

    @Override
    public TokenCount count(TokenCounter counter, ServedModel model, Prompt prompt, Reply reply) {
        return counter.countWithMarkedCache(model, prompt, reply);
    }

    @Override
    public JsonNode document(Exchange exchange) {
        ObjectNode message = envelope(exchange);
        message.putArray("content").add(block(exchange));
        message.put("stop_reason", stopReason(exchange)).putNull("stop_sequence");
        message.set("usage", usage(exchange.tokens(), exchange.tokens().output()));
        return message;
    }

    @Override
    public List<String> events(Exchange exchange) {
        List<String> events = new ArrayList<>();
        ObjectNode message = envelope(exchange);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        message.set("usage", usage(exchange.tokens(), 1));
        ObjectNode start = JSON.objectNode();
        start.set("message", message);
        events.add(event("message_start", start));
        events.addAll(blockEvents(exchange));
        ObjectNode delta = JSON.objectNode();
        delta.putObject("delta").put("stop_reason", stopReason(exchange)).putNull("stop_sequence");
        delta.set("usage", usage(exchange.tokens(), exchange.tokens().output()));
        events.add(event("message_delta", delta));
        events.add(event("message_stop", JSON.objectNode()));
        return events;
    }

    private static List<String> blockEvents(Exchange exchange) {
        List<String> events = new ArrayList<>();
        ToolCall call = exchange.reply().toolCall();
        ObjectNode start = JSON.objectNode().put("index", 0);
        ObjectNode block = start.putObject("content_block");
        if (call == null) {
            block.put("type", "text").put("text", "");
        } else {
            toolUse(block, exchange, call).putObject("input");
        }
        events.add(event("content_block_start", start));
        for (String piece : Text.pieces(call == null ? exchange.reply().text() : call.arguments())) {
            ObjectNode delta = JSON.objectNode().put("index", 0);
            delta.putObject("delta")
                    .put("type", call == null ? "text_delta" : "input_json_delta")
                    .put(call == null ? "text" : "partial_json", piece);
            events.add(event("content_block_delta", delta));
        }
        events.add(event("content_block_stop", JSON.objectNode().put("index", 0)));
        return events;
    }

    private static String event(String type, ObjectNode data) {
        return "event: " + type + "\ndata: " + data.put("type", type) + "\n\n";
    }

    private static ObjectNode envelope(Exchange exchange) {
        return JSON.objectNode()
                .put("id", "msg_local_" + exchange.number())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", exchange.model().name());
    }

    private static ObjectNode block(Exchange exchange) {
        ToolCall call = exchange.reply().toolCall();
        if (call == null) {
            return JSON.objectNode()
                    .put("type", "text")
                    .put("text", exchange.reply().text());
        }
        ObjectNode block = toolUse(JSON.objectNode(), exchange, call);
        try {
            block.set("input", MAPPER.readTree(call.arguments()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tool arguments are not JSON: " + call.arguments(), e);
        }
        return block;
    }

    private static ObjectNode toolUse(ObjectNode block, Exchange exchange, ToolCall call) {
        return block.put("type", "tool_use")
                .put("id", "toolu_local_" + exchange.number())
                .put("name", call.name());
    }

    private static String stopReason(Exchange exchange) {
        return exchange.reply().toolCall() == null ? "end_turn" : "tool_use";
    }

    /** {@code input_tokens} of this format counts neither cache reads nor cache writes. */
    private static ObjectNode usage(TokenCount tokens, long output) {
        ObjectNode usage = JSON.objectNode()
                .put("input_tokens", tokens.input() - tokens.cacheRead() - tokens.cacheWrite())
                .put("cache_creation_input_tokens", tokens.cacheWrite())
                .put("cache_read_input_tokens", tokens.cacheRead());
        usage.putObject("cache_creation")
                .put("ephemeral_5m_input_tokens", tokens.cacheWrite())
                .put("ephemeral_1h_input_tokens", 0);
        return usage.put("output_tokens", output).put("service_tier", "standard");
    }

    @Override
    public JsonNode error(String type, String message) {
        ObjectNode body = JSON.objectNode().put("type", "error");
        body.putObject("error").put("type", type).put("message", message);
        return body;
    }
}
