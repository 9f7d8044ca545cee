package dev.costspan.examples.quickstart.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.costspan.examples.quickstart.local.Prompt.Role;
import dev.costspan.examples.quickstart.local.Prompt.Turn;
import dev.costspan.examples.quickstart.local.Reply.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The OpenAI chat completions format (platform.openai.com/docs/api-reference/chat). */
final class OpenAiWire implements Wire {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Override
    public Prompt read(JsonNode body) {
        StringBuilder system = new StringBuilder();
        List<Turn> turns = new ArrayList<>();
        for (JsonNode message : body.path("messages")) {
            String text = Text.of(message.path("content"));
            switch (message.path("role").asText()) {
                case "system", "developer" -> system.append(text);
                case "tool" -> turns.add(new Turn(Role.TOOL, text));
                case "assistant" -> turns.add(new Turn(Role.ASSISTANT, text + calls(message)));
                default -> turns.add(new Turn(Role.USER, text));
            }
        }
        List<Prompt.Tool> tools = new ArrayList<>();
        for (JsonNode tool : body.path("tools")) {
            JsonNode function = tool.path("function");
            tools.add(new Prompt.Tool(
                    function.path("name").asText(),
                    Text.firstName(function.path("parameters").path("properties")),
                    function.toString()));
        }
        return new Prompt(
                body.path("model").asText(),
                tools,
                system.toString(),
                false,
                turns,
                body.path("stream").asBoolean(),
                body.path("stream_options").path("include_usage").asBoolean());
    }

    private static String calls(JsonNode message) {
        StringBuilder calls = new StringBuilder();
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            calls.append(function.path("name").asText())
                    .append(function.path("arguments").asText());
        }
        return calls.toString();
    }

    @Override
    public TokenCount count(TokenCounter counter, ServedModel model, Prompt prompt, Reply reply) {
        return counter.countWithPrefixCache(model, prompt, reply);
    }

    @Override
    public JsonNode document(Exchange exchange) {
        ObjectNode document = envelope(exchange, "chat.completion");
        ObjectNode choice = document.putArray("choices").addObject();
        ObjectNode message = choice.put("index", 0).putObject("message").put("role", "assistant");
        ToolCall call = exchange.reply().toolCall();
        if (call == null) {
            message.put("content", exchange.reply().text());
        } else {
            message.putNull("content");
            message.putArray("tool_calls").add(toolCall(exchange, call.name(), call.arguments()));
        }
        message.putNull("refusal");
        choice.putNull("logprobs").put("finish_reason", finishReason(exchange));
        document.set("usage", usage(exchange.tokens()));
        return document;
    }

    @Override
    public List<String> events(Exchange exchange) {
        List<String> events = new ArrayList<>();
        ObjectNode opening = JSON.objectNode().put("role", "assistant");
        ToolCall call = exchange.reply().toolCall();
        if (call == null) {
            events.add(chunk(exchange, opening.put("content", ""), null));
            for (String piece : Text.pieces(exchange.reply().text())) {
                events.add(chunk(exchange, JSON.objectNode().put("content", piece), null));
            }
        } else {
            opening.putNull("content").putArray("tool_calls").add(toolCall(exchange, call.name(), ""));
            events.add(chunk(exchange, opening, null));
            for (String piece : Text.pieces(call.arguments())) {
                ObjectNode delta = JSON.objectNode();
                ObjectNode part = delta.putArray("tool_calls").addObject().put("index", 0);
                part.putObject("function").put("arguments", piece);
                events.add(chunk(exchange, delta, null));
            }
        }
        events.add(chunk(exchange, JSON.objectNode(), finishReason(exchange)));
        if (exchange.prompt().streamUsage()) {
            ObjectNode last = envelope(exchange, "chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", usage(exchange.tokens()));
            events.add(event(last));
        }
        events.add("data: [DONE]\n\n");
        return events;
    }

    private static String chunk(Exchange exchange, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = envelope(exchange, "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        if (exchange.prompt().streamUsage()) {
            chunk.putNull("usage");
        }
        return event(chunk);
    }

    private static String event(ObjectNode data) {
        return "data: " + data + "\n\n";
    }

    private static ObjectNode envelope(Exchange exchange, String object) {
        return JSON.objectNode()
                .put("id", "chatcmpl-local-" + exchange.number())
                .put("object", object)
                .put("created", System.currentTimeMillis() / 1000)
                .put("model", exchange.model().name())
                .put("service_tier", "default")
                .put("system_fingerprint", "fp_local");
    }

    private static ObjectNode toolCall(Exchange exchange, String name, String arguments) {
        ObjectNode call = JSON.objectNode()
                .put("index", 0)
                .put("id", "call_local_" + exchange.number())
                .put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
        return call;
    }

    private static String finishReason(Exchange exchange) {
        return exchange.reply().toolCall() == null ? "stop" : "tool_calls";
    }

    private static ObjectNode usage(TokenCount tokens) {
        ObjectNode usage = JSON.objectNode()
                .put("prompt_tokens", tokens.input())
                .put("completion_tokens", tokens.output())
                .put("total_tokens", tokens.input() + tokens.output());
        usage.putObject("prompt_tokens_details")
                .put("cached_tokens", tokens.cacheRead())
                .put("audio_tokens", 0);
        usage.putObject("completion_tokens_details")
                .put("reasoning_tokens", tokens.reasoning())
                .put("audio_tokens", 0)
                .put("accepted_prediction_tokens", 0)
                .put("rejected_prediction_tokens", 0);
        return usage;
    }

    @Override
    public JsonNode error(String type, String message) {
        ObjectNode body = JSON.objectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .put("code", type);
        return body;
    }
}
