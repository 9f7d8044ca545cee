package dev.costspan.langchain4j;

import dev.costspan.contract.Reply;
import dev.costspan.contract.Scene;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The recorded answers of one endpoint of a provider, by scene.
 *
 * @param provider the folder of the answers
 * @param answer the file of the full answer; the one without usage has {@code -no-usage} before its suffix
 * @param servedModel the model that the answer names
 */
record Wire(String provider, String answer, String servedModel) {

    static final Wire OPENAI_CHAT = new Wire("openai", "chat.json", "gpt-4o-mini-2024-07-18");
    static final Wire OPENAI_STREAM = new Wire("openai", "chat.sse", "gpt-4o-mini-2024-07-18");
    static final Wire OPENAI_EMBEDDINGS = new Wire("openai", "embeddings.json", "text-embedding-3-small");

    Reply reply(Scene scene) {
        return switch (scene) {
            case ANSWER -> load(answer);
            case ANSWER_WITHOUT_USAGE -> load(answer.replace(".", "-no-usage."));
            case ANSWER_BY_UNKNOWN_MODEL -> load(answer).replace(servedModel, "a-model-of-tomorrow");
            case CUT_OFF -> cutOff(load(answer));
            case UNREADABLE -> unreadable(load(answer));
            case REJECTION -> error(400);
            case TOO_MANY_REQUESTS -> error(429);
            case SERVER_ERROR -> error(500);
            case SILENCE -> load(answer).sent(Reply.Manner.SILENT);
            case CUT_SHORT -> load(answer).sent(Reply.Manner.CUT);
            case HELD -> load(answer).sent(Reply.Manner.HELD);
        };
    }

    Reply load(String file) {
        return Reply.of(200, contentType(file), read("/wire/" + provider + "/" + file));
    }

    private Reply cutOff(Reply whole) {
        return switch (provider) {
            case "anthropic" -> whole.replace("\"stop_reason\": \"end_turn\"", "\"stop_reason\": \"max_tokens\"");
            case "gemini" -> whole.replace("\"finishReason\": \"STOP\"", "\"finishReason\": \"MAX_TOKENS\"");
            case "ollama" -> whole.replace("\"done_reason\": \"stop\"", "\"done_reason\": \"length\"");
            default -> whole.replace("\"finish_reason\": \"stop\"", "\"finish_reason\": \"length\"");
        };
    }

    /** A field that is no content and no usage has a value of another kind. */
    private Reply unreadable(Reply whole) {
        return switch (provider) {
            case "anthropic" -> whole.replace("\"type\": \"text\"", "\"type\": [\"text\"]");
            case "gemini" -> whole.replace("\"finishReason\": \"STOP\"", "\"finishReason\": [\"STOP\"]");
            case "ollama" -> whole.replace("\"done\": true", "\"done\": \"perhaps\"");
            default -> whole.replace("\"index\": 0", "\"index\": \"first\"");
        };
    }

    private Reply error(int status) {
        return Reply.of(status, "application/json", read("/wire/" + provider + "/error-" + status + ".json"));
    }

    private static String read(String path) {
        try (InputStream in = Wire.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String contentType(String file) {
        return switch (file.substring(file.indexOf('.') + 1)) {
            case "sse" -> "text/event-stream";
            case "ndjson" -> "application/x-ndjson";
            case "txt" -> "audio/mpeg";
            default -> "application/json";
        };
    }
}
