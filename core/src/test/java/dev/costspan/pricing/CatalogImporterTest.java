package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogImporterTest {

    @TempDir
    private Path lists;

    @TempDir
    private Path resources;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void writeLists() throws IOException {
        write("SOURCE.md", """
                | file | repository and path | commit | date | licence |
                |---|---|---|---|---|
                | litellm_model_prices_and_context_window.json | BerriAI/litellm, prices.json | abc123 | 2026-08-01 | MIT |
                | genai_prices_data.json | pydantic/genai-prices, data.json | def456 | 2026-08-21 | MIT |
                """);
        write("LICENSE-litellm.txt", "Licence of LiteLLM\n");
        write("LICENSE-genai-prices.txt", "Licence of genai-prices\n");
        write(CatalogImporter.GENAI_PRICES_FILE, """
                [{"id": "google", "models": [
                   {"id": "gemini-x", "match": {"equals": "gemini-x-001"}, "prices": {"input_mtok": 1, "output_mtok": 2}},
                   {"id": "gemini-free", "match": {"equals": "gemini-free"}, "prices": {}}]}]""");
        write(CatalogImporter.LITELLM_FILE, """
                {"sample_spec": {},
                 "gemini/gemini-x": {"litellm_provider": "gemini", "input_cost_per_token": 3e-6, "output_cost_per_token": 2e-6,
                    "input_cost_per_token_priority": 6e-6, "output_cost_per_token_priority": 4e-6, "odd_price": 1},
                 "gemini/GEMINI-X-001": {"litellm_provider": "gemini", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6},
                 "gemini/gemini-y": {"litellm_provider": "gemini", "input_cost_per_token": 5e-6},
                 "zero": {"litellm_provider": "gemini", "input_cost_per_token": 0.0}}""");
    }

    @Test
    void write_whenBothListsKnowAModel_genAiPricesDecidesAndLiteLlmFillsIn() throws IOException {
        run();

        assertThat(Files.readString(resources.resolve("META-INF/costspan/prices.tsv")))
                .isEqualTo("""
                        #costspan-prices	1
                        #source	genai-prices	2026-08-21
                        #source	litellm	2026-08-01
                        #provider	models	tier	input_above	input_up_to	from	to	source	rates	unread_keys
                        #cards	3
                        gcp.gemini	gemini-x gemini-x-001 gemini/gemini-x gemini/GEMINI-X-001 GEMINI-X-001\
                        						genai-prices	input_tokens=1 output_tokens=2	odd_price
                        gcp.gemini	gemini/gemini-x gemini-x	priority					litellm	input_tokens=6 output_tokens=4	odd_price
                        gcp.gemini	gemini/gemini-y gemini-y						litellm	input_tokens=5	\

                        """);
    }

    @Test
    void write_whenDone_printsWhatItDid() throws IOException {
        run();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("genai-prices 2026-08-21: 1 cards\n  left out, NO_PRICE: 1\n    google/gemini-free\n")
                .contains("litellm 2026-08-01: 4 cards\n  left out, ALL_ZERO: 1\n    zero\n")
                .contains("in both lists: 2 models, with another price in litellm: 1\n"
                        + "    gcp.gemini gemini/gemini-x: genai-prices 0.003, litellm 0.005\n")
                .contains("    odd_price: 2\n")
                .contains("catalogue: 3 cards, 1 of them for service tiers, 7 model names, 1 providers");
    }

    @Test
    void write_whenDone_namesSourcesAndLicences() throws IOException {
        run();

        assertThat(Files.readString(resources.resolve("META-INF/costspan/prices-NOTICE.txt")))
                .containsSubsequence(
                        "pydantic/genai-prices, data.json",
                        "commit def456",
                        "date 2026-08-21",
                        "Licence of genai-prices",
                        "BerriAI/litellm, prices.json",
                        "commit abc123",
                        "date 2026-08-01",
                        "Licence of LiteLLM");
    }

    @Test
    void write_whenTheSourceIsNotStated_saysWhichFileHasNone() throws IOException {
        write("SOURCE.md", "nothing\n");

        assertThatThrownBy(this::run).isInstanceOf(IOException.class).hasMessageContaining("genai_prices_data.json");
    }

    private void run() throws IOException {
        new CatalogImporter(lists, new PrintStream(printed, true, StandardCharsets.UTF_8)).write(resources);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(lists.resolve(name), text);
    }
}
