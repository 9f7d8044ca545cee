package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.contract.CutOffContract;
import dev.costspan.contract.Expected;
import dev.costspan.contract.OutcomeContract;
import dev.costspan.contract.RepeatContract;
import dev.costspan.contract.Subject;
import dev.costspan.contract.ThrownAwayContract;
import dev.costspan.pricing.PriceBook;
import dev.langchain4j.model.chat.ChatModel;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;

/** Blocking chat models of each provider. Their clients retry once. */
class ChatContractTest {

    private interface ChatContract extends ThrownAwayContract, CutOffContract, OutcomeContract, RepeatContract {

        Wire wire();

        Function<Setup, ChatModel> client();

        @Override
        default Subject subject(Costspan costspan) {
            return WireSubject.chat(costspan, wire(), 1, client());
        }

        @Override
        default PriceBook prices() {
            return ListPrices.BOOK;
        }
    }

    @Nested
    class OpenAi implements ChatContract {

        @Override
        public Wire wire() {
            return Wire.OPENAI_CHAT;
        }

        @Override
        public Function<Setup, ChatModel> client() {
            return Setup::openAi;
        }

        @Override
        public Expected expected() {
            return ExpectedChats.OPENAI;
        }
    }

    @Nested
    class Anthropic implements ChatContract {

        @Override
        public Wire wire() {
            return new Wire("anthropic", "messages.json", "claude-sonnet-4-5-20250929");
        }

        @Override
        public Function<Setup, ChatModel> client() {
            return Setup::anthropic;
        }

        @Override
        public Expected expected() {
            return ExpectedChats.ANTHROPIC;
        }
    }

    @Nested
    class Gemini implements ChatContract {

        @Override
        public Wire wire() {
            return new Wire("gemini", "generate.json", "gemini-2.5-flash-001");
        }

        @Override
        public Function<Setup, ChatModel> client() {
            return Setup::gemini;
        }

        @Override
        public Expected expected() {
            return ExpectedChats.GEMINI;
        }
    }

    @Nested
    class Mistral implements ChatContract {

        @Override
        public Wire wire() {
            return new Wire("mistral", "chat.json", "mistral-small-latest");
        }

        @Override
        public Function<Setup, ChatModel> client() {
            return Setup::mistral;
        }

        @Override
        public Expected expected() {
            return ExpectedChats.MISTRAL;
        }
    }

    @Nested
    class Ollama implements ChatContract {

        @Override
        public Wire wire() {
            return new Wire("ollama", "chat.json", "llama3.2");
        }

        @Override
        public Function<Setup, ChatModel> client() {
            return Setup::ollama;
        }

        @Override
        public Expected expected() {
            return ExpectedChats.OLLAMA;
        }
    }
}
