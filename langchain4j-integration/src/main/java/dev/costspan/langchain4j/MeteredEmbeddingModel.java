package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.OperationBuilder;
import dev.costspan.usage.Operation;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An embedding model each of whose calls is one operation. A call of an overload reaches the same overload of the delegate, since
 * delegates of different age implement different ones.
 *
 * <p>A delegate that embeds a probe text to learn its own dimension does so inside its {@code dimension()}, where it is not seen.
 */
final class MeteredEmbeddingModel implements EmbeddingModel {

    private final Costspan costspan;
    private final EmbeddingModel delegate;
    private final Identity identity;

    MeteredEmbeddingModel(Costspan costspan, EmbeddingModel delegate, Identity identity) {
        this.costspan = costspan;
        this.delegate = delegate;
        this.identity = identity;
    }

    boolean isOf(Costspan other) {
        return costspan == other;
    }

    @Override
    public EmbeddingResponse embed(EmbeddingRequest request) {
        return operation(request, request).call(operation -> {
            EmbeddingResponse response = delegate.embed(request);
            Answers.tell(operation, request, response);
            return response;
        });
    }

    @Override
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        return operation(request, request).call(operation -> {
            EmbeddingResponse response = delegate.doEmbed(request);
            Answers.tell(operation, request, response);
            return response;
        });
    }

    @Override
    public Response<Embedding> embed(String text) {
        return operation(null, text).call(operation -> Answers.told(operation, text, delegate.embed(text)));
    }

    @Override
    public Response<Embedding> embed(TextSegment segment) {
        return operation(null, segment).call(operation -> Answers.told(operation, segment, delegate.embed(segment)));
    }

    @Override
    public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
        if (segments == null || segments.isEmpty()) {
            return delegate.embedAll(segments);
        }
        return operation(null, segments)
                .call(operation -> Answers.told(operation, segments, delegate.embedAll(segments)));
    }

    @Override
    public int dimension() {
        return delegate.dimension();
    }

    @Override
    public String modelName() {
        return delegate.modelName();
    }

    @Override
    public List<EmbeddingModelListener> listeners() {
        return delegate.listeners();
    }

    /** The listeners go inside, where a listener of ours sees that this already records. */
    @Override
    public EmbeddingModel addListeners(List<EmbeddingModelListener> listeners) {
        EmbeddingModel listening = delegate.addListeners(listeners);
        return listening == delegate ? this : new MeteredEmbeddingModel(costspan, listening, identity);
    }

    @Override
    public ModelProvider provider() {
        return delegate.provider();
    }

    @Override
    public EmbeddingRequestParameters defaultRequestParameters() {
        return delegate.defaultRequestParameters();
    }

    @Override
    public Set<EmbeddingParameter<?>> supportedParameters() {
        return delegate.supportedParameters();
    }

    @Override
    public Set<ContentType> supportedContentTypes() {
        return delegate.supportedContentTypes();
    }

    private OperationBuilder operation(@Nullable EmbeddingRequest request, Object input) {
        OperationBuilder operation = costspan.operation(Operation.EMBEDDINGS)
                .provider(identity.provider())
                .model(Requests.model(request, identity));
        return RequestParts.hashed(operation, delegate, input);
    }
}
