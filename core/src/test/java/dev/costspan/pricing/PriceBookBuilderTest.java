package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceBookBuilderTest {

    @TempDir
    private Path directory;

    @Test
    void build_whenEverythingKnowsAModel_asksCardsThenFilesThenTheCatalogue() throws IOException {
        PriceBook book = PriceBook.builder()
                .card(PriceCard.builder("openai", "gpt-4o")
                        .perMillion(Meter.INPUT_TOKENS, "7")
                        .build())
                .file(write("genai.json", """
                        [{"id": "openai", "models": [{"id": "gpt-4o", "prices": {"input_mtok": 8}},
                          {"id": "gpt-4.1", "prices": {"input_mtok": 9}}]}]"""))
                .file(write("litellm.json", """
                        {"gpt-4.1": {"litellm_provider": "openai", "input_cost_per_token": 10e-6},
                         "gpt-new": {"litellm_provider": "openai", "input_cost_per_token": 11e-6}}"""))
                .build();

        assertThat(million(book, "gpt-4o").toString()).startsWith("7").contains("override, application:openai/gpt-4o");
        assertThat(million(book, "gpt-4.1").toString())
                .startsWith("9")
                .contains("catalog, genai-prices:openai/gpt-4.1");
        assertThat(million(book, "gpt-new").toString()).startsWith("11").contains("catalog, litellm:openai/gpt-new");
        assertThat(million(book, "gpt-4o-mini").amount()).isEqualByComparingTo("0.15");
    }

    @Test
    void build_whenTheCatalogueIsLeftOut_knowsOnlyWhatItWasGiven() {
        PriceBook book = PriceBook.builder().withoutBundledCatalog().build();

        assertThat(million(book, "gpt-4o-mini").unpricedReason()).isEqualTo(UnpricedReason.UNKNOWN_MODEL);
    }

    @Test
    void file_whenItIsBad_throwsAtOnce() throws IOException {
        Path file = write("bad.json", "{\"gpt-x\": {\"input_cost_per_token\": -1}}");

        assertThatThrownBy(() -> PriceBook.builder().file(file))
                .isInstanceOf(PriceFileException.class)
                .hasMessage("price file " + file
                        + ", model 'gpt-x': key 'input_cost_per_token' must not be negative, but is -1");
    }

    private static Cost million(PriceBook book, String model) {
        return book.price(
                Operation.EMBEDDINGS,
                "openai",
                model,
                Conditions.NONE,
                Instant.parse("2026-08-20T00:00:00Z"),
                Usage.of(Meter.INPUT_TOKENS, 1_000_000));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
