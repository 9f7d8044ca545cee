package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.contract.Expected;
import dev.costspan.contract.OutcomeContract;
import dev.costspan.contract.RepeatContract;
import dev.costspan.contract.Subject;
import dev.costspan.pricing.PriceBook;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.langchain4j.model.scoring.ScoringModel;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A reranker that answers as LangChain4j's model for Cohere does: billed search units in the place of input tokens. */
class ScoringContractTest implements OutcomeContract, RepeatContract {

    private static final List<TextSegment> DOCUMENTS =
            List.of(TextSegment.from("Parcels take two days."), TextSegment.from("We open at nine."));

    @Override
    public Subject subject(Costspan costspan) {
        LocalSubject subject = new LocalSubject();
        ScoringModel model = (segments, query) -> {
            subject.serve();
            return Response.from(List.of(0.9, 0.1), new TokenUsage(1, 0));
        };
        CostspanLangChain4j costs = CostspanLangChain4j.create(costspan).named("cohere", "rerank-v3.5");
        ScoringModel wrapped = costs.wrap(model);
        ScoringModel decorator = (segments, query) -> wrapped.scoreAll(segments, query);
        return subject.asks(asking(wrapped), asking(model))
                .nests("wrapper around a decorator around a wrapper", asking(costs.wrap(decorator)));
    }

    @Override
    public Expected expected() {
        return new Expected(
                "rerank rerank-v3.5",
                Map.of(
                        "gen_ai.operation.name", "rerank",
                        "gen_ai.provider.name", "cohere",
                        "gen_ai.request.model", "rerank-v3.5"),
                "0.002",
                "java.lang.IllegalArgumentException");
    }

    @Override
    public PriceBook prices() {
        return ListPrices.BOOK;
    }

    private static Supplier<String> asking(ScoringModel model) {
        return () -> model.scoreAll(DOCUMENTS, "How long does a parcel take?")
                .content()
                .toString();
    }
}
