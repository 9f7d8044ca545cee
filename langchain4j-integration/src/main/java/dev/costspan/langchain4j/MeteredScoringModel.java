package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.MeteredOperation;
import dev.costspan.OperationBuilder;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import java.util.List;

/** A scoring model each of whose calls is one rerank. */
final class MeteredScoringModel implements ScoringModel {

    /** LangChain4j's model for Cohere returns the billed search units where others return input tokens. */
    private static final String COUNTS_SEARCH_UNITS = "cohere";

    private final Costspan costspan;
    private final ScoringModel delegate;
    private final Identity identity;

    MeteredScoringModel(Costspan costspan, ScoringModel delegate, Identity identity) {
        this.costspan = costspan;
        this.delegate = delegate;
        this.identity = identity;
    }

    boolean isOf(Costspan other) {
        return costspan == other;
    }

    @Override
    public Response<Double> score(String text, String query) {
        return operation(text, query).call(operation -> told(operation, delegate.score(text, query)));
    }

    @Override
    public Response<Double> score(TextSegment segment, String query) {
        return operation(segment, query).call(operation -> told(operation, delegate.score(segment, query)));
    }

    @Override
    public Response<List<Double>> scoreAll(List<TextSegment> segments, String query) {
        return operation(segments, query).call(operation -> told(operation, delegate.scoreAll(segments, query)));
    }

    private OperationBuilder operation(Object documents, String query) {
        OperationBuilder operation = costspan.operation(Operation.RERANK)
                .provider(identity.provider())
                .model(identity.model());
        return RequestParts.hashed(operation, delegate, query, documents, null);
    }

    private <T> Response<T> told(MeteredOperation operation, Response<T> response) {
        TokenUsage tokens = response == null ? null : response.tokenUsage();
        if (tokens != null && identity.provider().equals(COUNTS_SEARCH_UNITS) && tokens.inputTokenCount() != null) {
            operation.usage(Usage.of(Meter.RERANK_SEARCHES, tokens.inputTokenCount()));
        } else {
            Answers.tell(operation, tokens);
        }
        return response;
    }
}
