package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiImageModel;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.langchain4j.store.embedding.listener.EmbeddingStoreListener;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdentityTest {

    private final EmbeddingModelListener embeddingListener = new EmbeddingModelListener() {};
    private final EmbeddingStoreListener storeListener = new EmbeddingStoreListener() {};

    @ParameterizedTest
    @EnumSource(value = ModelProvider.class, mode = EnumSource.Mode.EXCLUDE, names = "OTHER")
    void provider_whenLangChain4jNamesOne_isKnown(ModelProvider provider) {
        assertThat(Identity.provider(provider)).isNotEqualTo("unknown").matches("[a-z._]+");
    }

    @Test
    void provider_whenLangChain4jNamesNone_isUnknown() {
        assertThat(Identity.provider(ModelProvider.OTHER)).isEqualTo("unknown");
        assertThat(Identity.provider(null)).isEqualTo("unknown");
    }

    @Test
    void of_whenTheClassIsLangChain4js_takesItsPackage() {
        OpenAiImageModel images =
                OpenAiImageModel.builder().apiKey("none").modelName("dall-e-3").build();

        assertThat(Identity.of(images, null)).isEqualTo(new Identity("openai", "dall-e-3"));
        assertThat(Identity.of(new AllMiniLmL6V2QuantizedEmbeddingModel(), ModelProvider.OTHER))
                .isEqualTo(new Identity("in_process", null));
        assertThat(Identity.of(new InMemoryEmbeddingStore<TextSegment>(), null))
                .isEqualTo(new Identity("in_memory", null));
    }

    @Test
    void of_whenTheClassExtendsLangChain4js_takesThatPackage() {
        assertThat(Identity.of(new InMemoryEmbeddingStore<TextSegment>() {}, null))
                .isEqualTo(new Identity("in_memory", null));
    }

    @Test
    void of_whenTheClassIsTheApplications_isUnknown() {
        assertThat(Identity.of(new NamedModel(), ModelProvider.OTHER))
                .isEqualTo(new Identity("unknown", "house-model"));
        assertThat(Identity.of("no model at all", null)).isEqualTo(new Identity("unknown", null));
    }

    @Test
    void of_whenListenersStandAround_seesTheModelButNotTheStore() {
        EmbeddingModel listening = new NamedModel().addListener(embeddingListener);

        assertThat(Identity.of(listening, ModelProvider.MISTRAL_AI))
                .isEqualTo(new Identity("mistral_ai", "house-model"));
        assertThat(Identity.of(listening, ModelProvider.OTHER).provider()).isEqualTo("unknown");
        assertThat(Identity.of(new InMemoryEmbeddingStore<TextSegment>().addListener(storeListener), null))
                .isEqualTo(new Identity("unknown", null));
    }

    @Test
    void of_whenTheNameCannotBeHad_hasNone() {
        EmbeddingModel broken = new EmbeddingModel() {
            @Override
            public String modelName() {
                throw new IllegalStateException("not loaded");
            }
        };

        assertThat(Identity.of(broken, ModelProvider.OPEN_AI)).isEqualTo(new Identity("openai", null));
        assertThat(Identity.of(new EmbeddingModel() {}, ModelProvider.OPEN_AI)).isEqualTo(new Identity("openai", null));
    }

    private static final class NamedModel implements EmbeddingModel {
        @Override
        public String modelName() {
            return "house-model";
        }

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> segments) {
            return Response.from(List.of());
        }
    }
}
