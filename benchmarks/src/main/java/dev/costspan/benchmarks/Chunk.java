package dev.costspan.benchmarks;

import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingHandle;

/** A chunk of a streamed answer in both forms in which LangChain4j's clients deliver it. */
final class Chunk {

    static final String TEXT = "cent";
    static final PartialResponse PARTIAL = new PartialResponse(TEXT);
    static final PartialResponseContext CONTEXT = new PartialResponseContext(new Uncancelled());

    private Chunk() {}

    private record Uncancelled() implements StreamingHandle {

        @Override
        public void cancel() {}

        @Override
        public boolean isCancelled() {
            return false;
        }
    }
}
