package dev.costspan.langchain4j;

import dev.costspan.OperationBuilder;
import dev.costspan.internal.RequestHash;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.message.VideoContent;
import dev.langchain4j.data.pdf.PdfFile;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.data.video.Video;
import dev.langchain4j.model.audio.AudioTranscriptionRequest;
import dev.langchain4j.model.audio.TextToSpeechRequest;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.input.Prompt;
import dev.langchain4j.model.moderation.ModerationRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a request decides its answer. Inside an outcome a hash of it is told, so that a request that was answered there before is
 * seen; outside nothing is computed. No text is kept.
 */
final class RequestParts {

    private final RequestHash hash = new RequestHash();

    private RequestParts() {}

    /**
     * Tells what tells the request apart and returns the builder, whose provider and model are set.
     *
     * @param asked the model or store, whose own settings decide the answer too and are not all to be seen; null when unknown
     */
    static OperationBuilder hashed(OperationBuilder operation, @Nullable Object asked, @Nullable Object request) {
        return hashed(operation, asked, request, null, null);
    }

    /** Tells what tells a request apart that comes in up to three pieces. */
    static OperationBuilder hashed(
            OperationBuilder operation,
            @Nullable Object asked,
            @Nullable Object first,
            @Nullable Object second,
            @Nullable Object third) {
        if (!operation.isInOutcome()) {
            return operation;
        }
        try {
            RequestParts parts = new RequestParts();
            parts.hash.number(System.identityHashCode(asked));
            parts.add(first);
            parts.add(second);
            parts.add(third);
            return operation.requestHash(parts.hash.hash());
        } catch (Throwable unreadable) {
            // a request that cannot be told from others is never taken for one of them
            return operation;
        }
    }

    private void add(@Nullable Object part) {
        if (part instanceof String text) {
            hash.text(text);
        } else if (part instanceof Collection<?> parts) {
            hash.number(parts.size());
            parts.forEach(this::add);
        } else if (part instanceof byte[] bytes) {
            hash.bytes(bytes);
        } else if (part != null) {
            addHeld(part);
        } else {
            hash.value(null);
        }
    }

    private void addHeld(Object part) {
        Holder<?> holder = Holder.of(Known.HOLDERS, part);
        if (holder == null) {
            hash.value(part);
        } else {
            // by its type, since a user and an assistant may say the same
            hash.value(holder.type());
            add(holder.in(part));
        }
    }

    /** The common ones each for itself; a provider's own are in the hash code. */
    private static List<@Nullable Object> parametersOf(ChatRequestParameters parameters) {
        return Arrays.asList(
                parameters.temperature(),
                parameters.topP(),
                parameters.topK(),
                parameters.frequencyPenalty(),
                parameters.presencePenalty(),
                parameters.maxOutputTokens(),
                parameters.stopSequences(),
                parameters.toolSpecifications(),
                parameters.toolChoice(),
                parameters.responseFormat(),
                parameters.hashCode());
    }

    /** Apart, so that a LangChain4j that lacks one of the types costs the hash and nothing else. */
    private static final class Known {

        /** What LangChain4j only keeps in its memory, such as a user message's attributes, is left out. */
        static final List<Holder<?>> HOLDERS = List.of(
                new Holder<>(SystemMessage.class, SystemMessage::text),
                new Holder<>(UserMessage.class, message -> Arrays.asList(message.name(), message.contents())),
                new Holder<>(
                        AiMessage.class,
                        message -> Arrays.asList(
                                message.text(),
                                message.thinking(),
                                message.toolExecutionRequests(),
                                message.attributes())),
                new Holder<>(
                        ToolExecutionResultMessage.class,
                        result -> Arrays.asList(result.id(), result.toolName(), result.isError(), result.contents())),
                new Holder<>(TextContent.class, TextContent::text),
                new Holder<>(ImageContent.class, content -> Arrays.asList(content.image(), content.detailLevel())),
                new Holder<>(AudioContent.class, AudioContent::audio),
                new Holder<>(VideoContent.class, VideoContent::video),
                new Holder<>(PdfFileContent.class, PdfFileContent::pdfFile),
                new Holder<>(Image.class, image -> Arrays.asList(image.url(), image.base64Data(), image.mimeType())),
                new Holder<>(
                        Audio.class,
                        audio -> Arrays.asList(audio.url(), audio.base64Data(), audio.binaryData(), audio.mimeType())),
                new Holder<>(Video.class, video -> Arrays.asList(video.url(), video.base64Data(), video.mimeType())),
                new Holder<>(PdfFile.class, file -> Arrays.asList(file.url(), file.base64Data(), file.mimeType())),
                new Holder<>(
                        ToolExecutionRequest.class, call -> Arrays.asList(call.id(), call.name(), call.arguments())),
                new Holder<>(
                        ToolSpecification.class,
                        tool -> Arrays.asList(tool.name(), tool.description(), tool.hashCode())),
                new Holder<>(ChatRequest.class, request -> Arrays.asList(request.messages(), request.parameters())),
                new Holder<>(ChatRequestParameters.class, RequestParts::parametersOf),
                new Holder<>(TextSegment.class, segment -> Arrays.asList(segment.text(), segment.metadata())),
                new Holder<>(EmbeddingInput.class, EmbeddingInput::contents),
                new Holder<>(EmbeddingRequest.class, request -> Arrays.asList(request.inputs(), request.parameters())),
                new Holder<>(
                        EmbeddingSearchRequest.class,
                        search -> Arrays.asList(
                                search.query(),
                                search.queryEmbedding(),
                                search.maxResults(),
                                search.minScore(),
                                search.filter())),
                new Holder<>(ModerationRequest.class, ModerationRequest::texts),
                new Holder<>(Prompt.class, Prompt::text),
                new Holder<>(
                        AudioTranscriptionRequest.class,
                        request -> Arrays.asList(
                                request.audio(), request.prompt(), request.language(), request.temperature())),
                new Holder<>(TextToSpeechRequest.class, request -> Arrays.asList(request.text(), request.voice())));
    }
}
