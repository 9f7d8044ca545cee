package dev.costspan.examples.quickstart;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.loader.ClassPathDocumentLoader;
import dev.langchain4j.data.document.splitter.DocumentByParagraphSplitter;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Answers customers' questions from the help centre and the order book: retrieval over embedded passages, a tool, and one
 * model per desk. Knows nothing of Costspan; what its results are for stands on {@link Support}.
 */
final class SupportAssistant implements Support {
    private static final String HANDBOOK = "/support-handbook.md";
    private static final String HELP_CENTRE = "help-centre";
    private static final int PASSAGE_CHARACTERS = 320;
    private static final int PASSAGES = 3;
    private static final Duration STREAM_LIMIT = Duration.ofSeconds(60);

    private final EmbeddingModel embeddingModel;
    private final EmbeddingStore<TextSegment> store;
    private final Answering chat;
    private final Streaming stream;
    private final Answering claude;
    private final Answering house;

    /**
     * An assistant that has not learnt the help centre yet.
     *
     * @param handbook what every model is told before each question
     */
    SupportAssistant(
            EmbeddingModel embeddingModel, EmbeddingStore<TextSegment> store, ChatModels models, String handbook) {
        this.embeddingModel = embeddingModel;
        this.store = store;
        ContentRetriever retriever = EmbeddingStoreContentRetriever.builder()
                .embeddingModel(embeddingModel)
                .embeddingStore(store)
                .maxResults(PASSAGES)
                .build();
        this.chat = answering(models.chat(), retriever, handbook);
        this.claude = answering(models.claude(), retriever, handbook);
        this.house = answering(models.house(), retriever, handbook);
        this.stream = AiServices.builder(Streaming.class)
                .streamingChatModel(models.stream())
                .systemMessageProvider(conversation -> handbook)
                .contentRetriever(retriever)
                .tools(new Orders())
                .build();
    }

    /** The bundled support handbook. */
    static String handbook() {
        try (InputStream resource =
                Objects.requireNonNull(SupportAssistant.class.getResourceAsStream(HANDBOOK), HANDBOOK)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + HANDBOOK, e);
        }
    }

    private static Answering answering(ChatModel model, ContentRetriever retriever, String handbook) {
        return AiServices.builder(Answering.class)
                .chatModel(model)
                .systemMessageProvider(conversation -> handbook)
                .contentRetriever(retriever)
                .tools(new Orders())
                .build();
    }

    /** Splits the bundled help centre into passages, embeds them and puts them into the store. */
    @Override
    public void learnHelpCentre() {
        List<Document> documents = ClassPathDocumentLoader.loadDocuments(HELP_CENTRE).stream()
                .sorted(Comparator.comparing(
                        document -> String.valueOf(document.metadata().getString(Document.FILE_NAME))))
                .toList();
        EmbeddingStoreIngestor.builder()
                .documentSplitter(new DocumentByParagraphSplitter(PASSAGE_CHARACTERS, 0))
                .embeddingModel(embeddingModel)
                .embeddingStore(store)
                .build()
                .ingest(documents);
    }

    @Override
    public Resolution answer(Question question) {
        String text = question.text();
        return Resolution.of(
                switch (question.desk()) {
                    case CHAT -> chat.answer(text);
                    case STREAM -> collect(stream.answer(text));
                    case CLAUDE -> claude.answer(text);
                    case HOUSE -> house.answer(text);
                });
    }

    private static String collect(TokenStream tokens) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        tokens.onPartialResponse(part -> {})
                .onCompleteResponse(
                        response -> answer.complete(response.aiMessage().text()))
                .onError(answer::completeExceptionally)
                .start();
        return answer.orTimeout(STREAM_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Answers in one piece. */
    interface Answering {
        String answer(@UserMessage String question);
    }

    /** Answers piece by piece. */
    interface Streaming {
        TokenStream answer(@UserMessage String question);
    }
}
