package dev.costspan.langchain4j;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.mistralai.MistralAiChatModel;
import dev.langchain4j.model.mistralai.MistralAiStreamingChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.List;

/**
 * What a real client is built with, and the clients.
 *
 * @param url the provider's address
 * @param http the builder of its HTTP client
 * @param maxRetries how often a blocking client tries again
 * @param listeners the model's listeners
 */
record Setup(String url, HttpClientBuilder http, int maxRetries, List<ChatModelListener> listeners) {

    private static final String KEY = "none";

    static Setup bare(String url, int maxRetries) {
        return new Setup(url, JdkHttpClient.builder(), maxRetries, List.of());
    }

    static Setup metered(String url, int maxRetries, CostspanLangChain4j costs) {
        return new Setup(url, costs.wrap(JdkHttpClient.builder()), maxRetries, List.of());
    }

    Setup with(ChatModelListener... more) {
        return new Setup(url, http, maxRetries, List.of(more));
    }

    ChatModel openAi() {
        return OpenAiChatModel.builder()
                .baseUrl(url)
                .httpClientBuilder(http)
                .maxRetries(maxRetries)
                .listeners(listeners)
                .apiKey(KEY)
                .modelName("gpt-4o-mini")
                .build();
    }

    StreamingChatModel openAiStreaming() {
        return OpenAiStreamingChatModel.builder()
                .baseUrl(url)
                .httpClientBuilder(http)
                .listeners(listeners)
                .apiKey(KEY)
                .modelName("gpt-4o-mini")
                .build();
    }

    ChatModel anthropic() {
        return AnthropicChatModel.builder()
                .baseUrl(url)
                .httpClientBuilder(http)
                .maxRetries(maxRetries)
                .listeners(listeners)
                .apiKey(KEY)
                .modelName("claude-sonnet-4-5")
                .build();
    }

    StreamingChatModel anthropicStreaming() {
        return AnthropicStreamingChatModel.builder()
                .baseUrl(url)
                .httpClientBuilder(http)
                .listeners(listeners)
                .apiKey(KEY)
                .modelName("claude-sonnet-4-5")
                .build();
    }

    ChatModel gemini() {
        return GoogleAiGeminiChatModel.builder()
                .baseUrl(url)
                .httpClientBuilder(http)
                .maxRetries(maxRetries)
                .listeners(listeners)
                .apiKey(KEY)
                .modelName("gemini-2.5-flash")
                .build();
    }

    StreamingChatModel geminiStreaming() {
        return GoogleAiGeminiStreamingChatModel.builder()
                .baseUrl(url)
                .httpClientBuilder(http)
                .listeners(listeners)
                .apiKey(KEY)
                .modelName("gemini-2.5-flash")
                .build();
    }

    ChatModel mistral() {
        return MistralAiChatModel.builder()
                .baseUrl(url)
                .httpClientBuilder(http)
                .maxRetries(maxRetries)
                .listeners(listeners)
                .apiKey(KEY)
                .modelName("mistral-small-latest")
                .build();
    }

    StreamingChatModel mistralStreaming() {
        return MistralAiStreamingChatModel.builder()
                .baseUrl(url)
                .httpClientBuilder(http)
                .listeners(listeners)
                .apiKey(KEY)
                .modelName("mistral-small-latest")
                .build();
    }

    ChatModel ollama() {
        return OllamaChatModel.builder()
                .baseUrl(url)
                .httpClientBuilder(http)
                .maxRetries(maxRetries)
                .listeners(listeners)
                .modelName("llama3.2")
                .build();
    }

    StreamingChatModel ollamaStreaming() {
        return OllamaStreamingChatModel.builder()
                .baseUrl(url)
                .httpClientBuilder(http)
                .listeners(listeners)
                .modelName("llama3.2")
                .build();
    }
}
