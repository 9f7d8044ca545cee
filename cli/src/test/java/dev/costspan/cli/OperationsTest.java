package dev.costspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsTest {

    @ParameterizedTest
    @CsvSource({"chat, CHAT", "Image, IMAGE", "image_generation, IMAGE", "RERANK, RERANK", "query, VECTOR_QUERY"})
    void named_whenThereIsOne_givesIt(String name, Operation expected) {
        assertThat(Operations.named(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"messages, CHAT", "Embeddings, EMBEDDINGS", "images, IMAGE", "transcription, TRANSCRIPTION"})
    void of_whenTheApiServesOneKind_isThatKind(String apiFlavor, Operation expected) {
        assertThat(Operations.of(apiFlavor, Usage.UNKNOWN)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "OUTPUT_TOKENS, CHAT",
        "OUTPUT_REASONING_TOKENS, CHAT",
        "INPUT_TOKENS, EMBEDDINGS",
        "INPUT_IMAGE_TOKENS, EMBEDDINGS",
        "RERANK_SEARCHES, RERANK",
        "READ_UNITS, VECTOR_QUERY",
        "WRITE_UNITS, VECTOR_UPSERT",
        "OUTPUT_IMAGES, IMAGE",
        "INPUT_CHARACTERS, SPEECH",
        "AUDIO_SECONDS, TRANSCRIPTION",
        "GPU_SECONDS, GPU_TIME",
        "WEB_SEARCHES, CHAT"
    })
    void of_whenTheApiServesMore_followsFromWhatIsStated(Meter stated, Operation expected) {
        assertThat(Operations.of("default", Usage.of(stated, 1))).isEqualTo(expected);
        assertThat(Operations.of(null, Usage.of(stated, 1))).isEqualTo(expected);
    }

    @Test
    void of_whenOutputTokensAreStated_isAChatWhateverElseIs() {
        Usage usage =
                Usage.tokens(1, 1).toBuilder().quantity(Meter.OUTPUT_IMAGES, 1).build();

        assertThat(Operations.of(null, usage)).isEqualTo(Operation.CHAT);
    }
}
