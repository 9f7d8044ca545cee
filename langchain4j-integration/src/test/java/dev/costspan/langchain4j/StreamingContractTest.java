package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.contract.CutOffContract;
import dev.costspan.contract.Expected;
import dev.costspan.contract.OutcomeContract;
import dev.costspan.contract.RepeatContract;
import dev.costspan.contract.StreamContract;
import dev.costspan.contract.StreamSubject;
import dev.costspan.pricing.PriceBook;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;

/** Streaming chat models of each provider. LangChain4j does not retry streams. */
class StreamingContractTest {

    private interface StreamingContract extends StreamContract, CutOffContract, OutcomeContract, RepeatContract {

        Wire wire();

        Function<Setup, StreamingChatModel> client();

        @Override
        default StreamSubject subject(Costspan costspan) {
            return new StreamingSubject(costspan, wire(), client());
        }

        @Override
        default PriceBook prices() {
            return ListPrices.BOOK;
        }
    }

    @Nested
    class OpenAi implements StreamingContract {

        @Override
        public Wire wire() {
            return Wire.OPENAI_STREAM;
        }

        @Override
        public Function<Setup, StreamingChatModel> client() {
            return Setup::openAiStreaming;
        }

        @Override
        public Expected expected() {
            return ExpectedChats.OPENAI;
        }
    }

    @Nested
    class Anthropic implements StreamingContract {

        @Override
        public Wire wire() {
            return new Wire("anthropic", "messages.sse", "claude-sonnet-4-5-20250929");
        }

        @Override
        public Function<Setup, StreamingChatModel> client() {
            return Setup::anthropicStreaming;
        }

        @Override
        public Expected expected() {
            return ExpectedChats.ANTHROPIC;
        }

        /** The start of the stream reports all input, and an output of 1: 2,025 + 9 × 15 millionths at most. */
        @Override
        public String mostOfHalfAnAnswer() {
            return "0.00216";
        }
    }

    @Nested
    class Gemini implements StreamingContract {

        @Override
        public Wire wire() {
            return new Wire("gemini", "generate.sse", "gemini-2.5-flash-001");
        }

        @Override
        public Function<Setup, StreamingChatModel> client() {
            return Setup::geminiStreaming;
        }

        @Override
        public Expected expected() {
            return ExpectedChats.GEMINI;
        }

        /** Each part of the stream reports all input, without what of it was cached: 500 × 0.3 + 9 × 2.5 millionths at most. */
        @Override
        public String mostOfHalfAnAnswer() {
            return "0.0001725";
        }
    }

    @Nested
    class Mistral implements StreamingContract {

        @Override
        public Wire wire() {
            return new Wire("mistral", "chat.sse", "mistral-small-latest");
        }

        @Override
        public Function<Setup, StreamingChatModel> client() {
            return Setup::mistralStreaming;
        }

        @Override
        public Expected expected() {
            return ExpectedChats.MISTRAL;
        }
    }

    @Nested
    class Ollama implements StreamingContract {

        @Override
        public Wire wire() {
            return new Wire("ollama", "chat.ndjson", "llama3.2");
        }

        @Override
        public Function<Setup, StreamingChatModel> client() {
            return Setup::ollamaStreaming;
        }

        @Override
        public Expected expected() {
            return ExpectedChats.OLLAMA;
        }
    }
}
