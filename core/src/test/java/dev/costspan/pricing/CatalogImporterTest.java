package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        write("README.md", """
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
                    "input_cost_per_token_priority": 6e-6, "output_cost_per_token_priority": 4e-6, "odd_price": 1,
                    "provider_specific_entry": {"fast": 2.0}},
                 "gemini/GEMINI-X-001": {"litellm_provider": "gemini", "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6,
                    "provider_specific_entry": {"fast": 2.0}},
                 "gemini/gemini-y": {"litellm_provider": "gemini", "input_cost_per_token": 5e-6},
                 "gemini/gemini-z": {"litellm_provider": "gemini", "input_cost_per_token": 9e-6},
                 "zero": {"litellm_provider": "gemini", "input_cost_per_token": 0.0}}""");
    }

    @BeforeEach
    void writeAdditions() throws IOException {
        write(CatalogImporter.ADDITIONS_FILE, """
                #costspan-prices	2
                #source	costspan	2026-08-23
                #cards	2
                gcp.gemini	gemini-z		window=MON/09:00-12:00/Asia/Shanghai			2026-08-16T16:00:00Z		costspan	input_tokens=4		\

                gcp.gemini	gemini-z					2026-08-16T16:00:00Z		costspan	input_tokens=2		\

                """);
    }

    @Test
    void write_whenBothListsKnowAModel_genAiPricesDecidesAndLiteLlmFillsIn() throws IOException {
        run();

        assertThat(Files.readString(resources.resolve("META-INF/costspan/prices.tsv")))
                .isEqualTo("""
                        #costspan-prices	2
                        #source	genai-prices	2026-08-21
                        #source	litellm	2026-08-01
                        #source	costspan	2026-08-23
                        #provider	models	tier	conditions	input_above	input_up_to	from	to	source	rates	factors	unread_keys
                        #cards	6
                        gcp.gemini	gemini-x gemini-x-001 gemini/gemini-x gemini/GEMINI-X-001 GEMINI-X-001\
                        							genai-prices	input_tokens=1 output_tokens=2	speed=fast*2.0	odd_price
                        gcp.gemini	gemini-z gemini/gemini-z					2026-08-16T16:00:00Z		costspan	input_tokens=2		\

                        gcp.gemini	gemini-z gemini/gemini-z		window=MON/09:00-12:00/Asia/Shanghai			2026-08-16T16:00:00Z\
                        		costspan	input_tokens=4		\

                        gcp.gemini	gemini/gemini-x gemini-x	priority						litellm	input_tokens=6 output_tokens=4\
                        	speed=fast*2.0	odd_price
                        gcp.gemini	gemini/gemini-y gemini-y							litellm	input_tokens=5		\

                        gcp.gemini	gemini/gemini-z gemini-z						2026-08-16T16:00:00Z	litellm	input_tokens=9		\

                        """);
    }

    @Test
    void write_whenDone_printsWhatItDid() throws IOException {
        run();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("genai-prices 2026-08-21: 1 cards\n  left out, NO_PRICE: 1\n    google/gemini-free\n")
                .contains("litellm 2026-08-01: 5 cards\n  left out, ALL_ZERO: 1\n    zero\n")
                .contains("in both lists: 2 models, with another price in litellm: 1\n")
                .contains("    odd_price: 2\n")
                .contains(
                        "catalogue: 6 cards, 1 of them for service tiers, 1 under conditions, 9 model names, 1 providers");
    }

    @Test
    void write_whenListsDiffer_reportsWhoseFigureCounts() throws IOException {
        run();

        assertThat(Files.readString(report()))
                .contains("The lists: genai-prices 2026-08-21, litellm 2026-08-01.")
                .contains("| gcp.gemini | 2 | 1 |\n| all | 2 | 1 |\n")
                .contains(
                        "| gcp.gemini | `gemini/gemini-x` | 0.003 | 0.005 | genai-prices | its entries are dated and reviewed")
                .contains("| gcp.gemini | `gemini-x` | speed=fast: 2.0 |\n")
                .contains("| `costspan:gcp.gemini/gemini-z;from=2026-08-16T16:00:00Z` | 2026-08-16T16:00:00Z |\n");
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

    /** The catalogue, its notice and the report in the tree are those of the lists in the tree. */
    @Test
    void write_whenTheListsAreThoseOfTheTree_writesWhatTheTreeHas() throws IOException {
        new CatalogImporter(RawJson.LISTS, new PrintStream(printed, true, StandardCharsets.UTF_8))
                .write(resources, report());

        for (String name : List.of("prices.tsv", "prices-NOTICE.txt")) {
            Path file = Path.of("META-INF/costspan", name);
            assertThat(resources.resolve(file))
                    .hasSameTextualContentAs(Path.of("src/main/resources").resolve(file));
        }
        assertThat(report()).hasSameTextualContentAs(Path.of("../docs/price-conflicts.md"));
    }

    @Test
    void write_whenTheSourceIsNotStated_saysWhichFileHasNone() throws IOException {
        write("README.md", "nothing\n");

        assertThatThrownBy(this::run).isInstanceOf(IOException.class).hasMessageContaining("genai_prices_data.json");
    }

    private void run() throws IOException {
        new CatalogImporter(lists, new PrintStream(printed, true, StandardCharsets.UTF_8)).write(resources, report());
    }

    private Path report() {
        return resources.resolve("conflicts.md");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(lists.resolve(name), text);
    }
}
