package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.contract.Expected;
import dev.costspan.contract.OutcomeContract;
import dev.costspan.contract.ProviderServer;
import dev.costspan.contract.RepeatContract;
import dev.costspan.contract.Subject;
import dev.costspan.contract.ThrownAwayContract;
import dev.costspan.pricing.PriceBook;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** An embedding model whose answers name the model that served, which they do where the request is an {@code EmbeddingRequest}. */
class EmbeddingContractTest implements ThrownAwayContract, OutcomeContract, RepeatContract {

    @Override
    public Subject subject(Costspan costspan) {
        ProviderServer server = ProviderServer.start();
        CostspanLangChain4j costs = CostspanLangChain4j.create(costspan);
        EmbeddingModel bare = openAi(server, JdkHttpClient.builder());
        EmbeddingModel metered = openAi(server, costs.wrap(JdkHttpClient.builder()));
        EmbeddingModel wrapped = costs.wrap(metered);
        EmbeddingModelListener listener = costs.embeddingModelListener();
        Map<String, Supplier<String>> nested = new LinkedHashMap<>();
        nested.put("wrapper around a decorator around a wrapper", asking(costs.wrap(decorated(wrapped))));
        nested.put("wrapper around a listener", asking(costs.wrap(metered.addListener(listener))));
        nested.put("listener added to a wrapper", asking(wrapped.addListener(listener)));
        nested.put("two listeners", asking(metered.addListener(listener).addListener(costs.embeddingModelListener())));
        return new WireSubject(server, Wire.OPENAI_EMBEDDINGS, asking(wrapped), asking(bare), nested);
    }

    @Override
    public Expected expected() {
        // 8 tokens at 0.02 a million; estimated from 19 bytes, 5 tokens
        return new Expected(
                "embeddings text-embedding-3-small",
                Map.of(
                        "gen_ai.operation.name", "embeddings",
                        "gen_ai.provider.name", "openai",
                        "gen_ai.request.model", "text-embedding-3-small",
                        "gen_ai.response.model", "text-embedding-3-small",
                        "gen_ai.usage.input_tokens", 8L,
                        "server.address", "127.0.0.1",
                        "costspan.attempts", 1L),
                "0.00000016",
                "dev.langchain4j.exception.InvalidRequestException",
                "0.0000001");
    }

    @Override
    public PriceBook prices() {
        return ListPrices.BOOK;
    }

    private static Supplier<String> asking(EmbeddingModel model) {
        EmbeddingRequest request =
                EmbeddingRequest.builder().input("Where is my parcel?").build();
        return () -> model.embed(request).embeddings().toString();
    }

    private static EmbeddingModel openAi(ProviderServer server, HttpClientBuilder http) {
        return OpenAiEmbeddingModel.builder()
                .baseUrl(server.url())
                .httpClientBuilder(http)
                .maxRetries(1)
                .apiKey("none")
                .modelName("text-embedding-3-small")
                .build();
    }

    /** What an application might put between. */
    private static EmbeddingModel decorated(EmbeddingModel model) {
        return new EmbeddingModel() {
            @Override
            public EmbeddingResponse doEmbed(EmbeddingRequest request) {
                return model.embed(request);
            }
        };
    }
}
