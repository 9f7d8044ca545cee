package dev.costspan.examples.quickstart;

import dev.costspan.examples.quickstart.local.LocalProviders;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

/** The model of each desk, metered. */
record ChatModels(ChatModel chat, StreamingChatModel stream, ChatModel claude, ChatModel house) {
    private static final String LIVE_URL = "https://api.openai.com/v1";
    private static final String LOCAL_KEY = "local";

    /** Four models of the local providers, {@code house-llm-7b} being one without a price. */
    static ChatModels local(LocalProviders providers, Metering metering) {
        String url = providers.openAiUrl();
        return new ChatModels(
                openAi(url, LOCAL_KEY, "gpt-4o-mini", metering),
                openAiStreaming(url, LOCAL_KEY, "gpt-5-mini", metering),
                anthropic(providers.anthropicUrl(), LOCAL_KEY, "claude-sonnet-4-5", metering),
                openAi(url, LOCAL_KEY, "house-llm-7b", metering));
    }

    /** {@code gpt-4o-mini} at OpenAI for every desk. */
    static ChatModels live(String apiKey, Metering metering) {
        ChatModel chat = openAi(LIVE_URL, apiKey, "gpt-4o-mini", metering);
        return new ChatModels(chat, openAiStreaming(LIVE_URL, apiKey, "gpt-4o-mini", metering), chat, chat);
    }

    private static ChatModel openAi(String url, String apiKey, String model, Metering metering) {
        return metering.wrap(OpenAiChatModel.builder()
                .httpClientBuilder(metering.httpClient())
                .baseUrl(url)
                .apiKey(apiKey)
                .modelName(model)
                .build());
    }

    private static StreamingChatModel openAiStreaming(String url, String apiKey, String model, Metering metering) {
        return metering.wrap(OpenAiStreamingChatModel.builder()
                .httpClientBuilder(metering.httpClient())
                .baseUrl(url)
                .apiKey(apiKey)
                .modelName(model)
                .build());
    }

    private static ChatModel anthropic(String url, String apiKey, String model, Metering metering) {
        return metering.wrap(AnthropicChatModel.builder()
                .httpClientBuilder(metering.httpClient())
                .baseUrl(url)
                .apiKey(apiKey)
                .modelName(model)
                .maxTokens(512)
                .cacheSystemMessages(true)
                .build());
    }
}
