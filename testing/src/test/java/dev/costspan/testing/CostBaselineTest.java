package dev.costspan.testing;

import static dev.costspan.testing.CostspanAssertions.assertThat;
import static dev.costspan.testing.Failures.messageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.attribution.Attribution;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostBaselineTest {

    @TempDir
    Path directory;

    private CostBaseline baseline() {
        return CostBaseline.file(directory.resolve("costs.json"));
    }

    private void recorded(Shop shop) {
        baseline().record(shop.costs.total());
    }

    /** One outcome with an embedding, two rounds of chat and a vector query, and one operation outside. */
    private static Shop usual() {
        Shop shop = Shop.open();
        shop.reached("support.resolution", () -> {
            shop.ask(
                    Operation.EMBEDDINGS,
                    "acme",
                    "embedder",
                    Usage.builder().inputTokens(500).build());
            shop.ask(Operation.VECTOR_QUERY, "vectors", null, Usage.UNKNOWN);
            shop.chat(1000, 100).chat(1200, 60);
        });
        return shop.chat("large", 100, 10);
    }

    @Test
    void matchesBaseline_whenNothingChanged_passes() {
        recorded(usual());

        assertThat(usual().costs).matchesBaseline(baseline());
    }

    @Test
    void record_whenAskedTo_writesWhatAPersonCanReview() throws IOException {
        recorded(usual());

        assertThat(directory.resolve("costs.json")).hasContent("""
                {
                  "format" : "costspan-baseline/1",
                  "outcomes" : [
                    {
                      "rows" : [
                        {
                          "operation" : "chat",
                          "provider" : "acme",
                          "model" : "large",
                          "operations" : 1,
                          "attempts" : 1,
                          "tokens" : 110,
                          "currency" : "USD",
                          "cost" : "0.0014",
                          "usage" : {
                            "input_tokens" : {
                              "quantity" : "100",
                              "cost" : "0.001"
                            },
                            "output_tokens" : {
                              "quantity" : "10",
                              "cost" : "0.0004"
                            }
                          },
                          "prices" : [
                            "test-list:acme/large, as of 2026-08-01"
                          ]
                        }
                      ]
                    },
                    {
                      "name" : "support.resolution",
                      "rows" : [
                        {
                          "operation" : "chat",
                          "provider" : "acme",
                          "model" : "small",
                          "operations" : 2,
                          "attempts" : 2,
                          "tokens" : 2360,
                          "currency" : "USD",
                          "cost" : "0.00284",
                          "usage" : {
                            "input_tokens" : {
                              "quantity" : "2200",
                              "cost" : "0.0022"
                            },
                            "output_tokens" : {
                              "quantity" : "160",
                              "cost" : "0.00064"
                            }
                          },
                          "prices" : [
                            "test-list:acme/small, as of 2026-08-01"
                          ]
                        },
                        {
                          "operation" : "embeddings",
                          "provider" : "acme",
                          "model" : "embedder",
                          "operations" : 1,
                          "attempts" : 1,
                          "tokens" : 500,
                          "currency" : "USD",
                          "cost" : "0.00001",
                          "usage" : {
                            "input_tokens" : {
                              "quantity" : "500",
                              "cost" : "0.00001"
                            }
                          },
                          "prices" : [
                            "test-list:acme/embedder, as of 2026-08-01"
                          ]
                        },
                        {
                          "operation" : "query",
                          "provider" : "vectors",
                          "operations" : 1,
                          "attempts" : 1,
                          "tokens" : 0,
                          "currency" : "USD",
                          "cost" : "0.0001",
                          "usage" : {
                            "queries" : {
                              "quantity" : "1",
                              "cost" : "0.0001"
                            }
                          },
                          "prices" : [
                            "test-list:vectors, as of 2026-08-01"
                          ]
                        }
                      ]
                    }
                  ]
                }
                """);
    }

    @Test
    void record_whenTheOrderIsAnotherAndTheDayToo_writesTheSame() throws IOException {
        recorded(usual());
        String first = Files.readString(directory.resolve("costs.json"));
        Shop other = Shop.with(settings ->
                settings.attribution(Attribution.builder().tenant("acme").build()));
        other.chat("large", 100, 10);
        other.reached("support.resolution", () -> {
            other.chat(1200, 60).chat(1000, 100);
            other.ask(Operation.VECTOR_QUERY, "vectors", null, Usage.UNKNOWN);
            other.ask(
                    Operation.EMBEDDINGS,
                    "acme",
                    "embedder",
                    Usage.builder().inputTokens(500).build());
        });

        recorded(other);

        assertThat(directory.resolve("costs.json")).hasContent(first);
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void record_whenNothingChanged_leavesTheFileAlone() throws IOException {
        recorded(usual());
        FileTime longAgo = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(directory.resolve("costs.json"), longAgo);

        recorded(usual());

        assertThat(Files.getLastModifiedTime(directory.resolve("costs.json"))).isEqualTo(longAgo);
    }

    @Test
    void matchesBaseline_whenThePromptGrew_saysThatItIsTheTokens() {
        recorded(usual());
        Shop dearer = Shop.open();
        dearer.reached("support.resolution", () -> {
            dearer.ask(
                    Operation.EMBEDDINGS,
                    "acme",
                    "embedder",
                    Usage.builder().inputTokens(500).build());
            dearer.ask(Operation.VECTOR_QUERY, "vectors", null, Usage.UNKNOWN);
            dearer.chat(1000, 100).chat(2400, 60);
        });
        dearer.chat("large", 100, 10);

        assertThat(messageOf(() ->
                        assertThat(dearer.costs).matchesBaseline(baseline().tolerance("5%"))))
                .isEqualTo("""
                Expecting this run to be no dearer than before, but it is dearer than baseline %s:
                  outcome support.resolution: tokens rose from 2860 to 4060, by 42 %% (tolerance 5 %%)
                  outcome support.resolution: cost rose from 0.00295 USD to 0.00415 USD, by 40.7 %% (tolerance 5 %%)
                  outcome support.resolution, chat: tokens rose from 2360 to 3560, by 50.8 %% (tolerance 5 %%)
                  outcome support.resolution, chat: cost rose from 0.00284 USD to 0.00404 USD, by 42.3 %% (tolerance 5 %%)

                outcome support.resolution cost 0.00295 USD and now 0.00415 USD:
                  why, in USD   tokens  model  operations  attempts  price      sum
                  chat         +0.0012      0           0         0      0  +0.0012
                  embeddings         0      0           0         0      0        0
                  query              0      0           0         0      0        0
                  all          +0.0012      0           0         0      0  +0.0012

                  operation   model          operations       tokens  attempts                   cost
                  chat        acme/small              2  2360 → 3560         2  0.00284 → 0.00404 USD
                  embeddings  acme/embedder           1          500         1            0.00001 USD
                  query       vectors                 1            0         1             0.0001 USD

                If that is meant, run this test with -Dcostspan.baseline.update=true and commit the file.""".formatted(directory.resolve("costs.json")));
    }

    @Test
    void matchesBaseline_whenARiseIsTolerated_passes() {
        recorded(Shop.open().chat(1000, 0));

        assertThat(Shop.open().chat(1050, 0).costs).matchesBaseline(baseline().tolerance("5%"));
        assertThat(messageOf(() -> assertThat(Shop.open().chat(1051, 0).costs)
                        .matchesBaseline(baseline().tolerance("5%"))))
                .contains("operations outside any outcome: tokens rose from 1000 to 1051, by 5.1 % (tolerance 5 %)");
    }

    @Test
    void matchesBaseline_whenEachMeasureHasATolerance_keepsThemApart() {
        recorded(Shop.open().chat(1000, 0));
        Shop twice = Shop.open().chat(550, 0).chat(550, 0);

        assertThat(twice.costs)
                .matchesBaseline(baseline()
                        .tokenTolerance("10%")
                        .moneyTolerance("10 %")
                        .operationTolerance("100%")
                        .attemptTolerance("100%"));
        assertThat(lines(twice, baseline().tolerance("100%").tokenTolerance("9%")))
                .containsExactly("tokens rose from 1000 to 1100, by 10 % (tolerance 9 %)");
        assertThat(lines(twice, baseline().tolerance("100%").moneyTolerance("9%")))
                .containsExactly("cost rose from 0.001 USD to 0.0011 USD, by 10 % (tolerance 9 %)");
        assertThat(lines(twice, baseline().tolerance("100%").operationTolerance("99.9%")))
                .containsExactly("operations rose from 1 to 2, by 100 % (tolerance 99.9 %)");
        assertThat(lines(twice, baseline().tolerance("100%").attemptTolerance("0%")))
                .containsExactly("attempts rose from 1 to 2, by 100 % (tolerance 0 %)");
    }

    private static String[] lines(Shop shop, CostBaseline baseline) {
        String prefix = "  operations outside any outcome: ";
        return messageOf(() -> assertThat(shop.costs).matchesBaseline(baseline))
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toArray(String[]::new);
    }

    @Test
    void matchesBaseline_whenItGotCheaper_passes() {
        recorded(usual());

        assertThat(Shop.open().chat("large", 100, 9).costs).matchesBaseline(baseline());
    }

    @Test
    void matchesBaseline_whenWorkMovesToACheaperModel_passes() {
        recorded(Shop.open().chat("large", 1000, 10).chat("small", 500, 10));

        assertThat(Shop.open().chat("small", 1000, 10).chat("small", 500, 10).costs)
                .matchesBaseline(baseline());
    }

    @Test
    void matchesBaseline_whenOneModelRisesAndAnotherFalls_fails() {
        recorded(Shop.open().chat("large", 1000, 0).chat("small", 5000, 0));

        assertThat(messageOf(() -> assertThat(Shop.open().chat("large", 500, 0).chat("small", 5500, 0).costs)
                        .matchesBaseline(baseline())))
                .contains("outside any outcome, chat acme/small: tokens rose from 5000 to 5500, by 10 %")
                .contains("outside any outcome, chat acme/small: cost rose from 0.005 USD to 0.0055 USD, by 10 %")
                .doesNotContain("outside any outcome: tokens");
    }

    @Test
    void matchesBaseline_whenThePriceChanged_namesTheCards() {
        recorded(Shop.open().chat(1000, 0));
        String recorded = read().replace("0.001\"", "0.0005\"").replace("2026-08-01", "2026-07-01");
        write(recorded);

        assertThat(messageOf(() -> assertThat(Shop.open().chat(1000, 0).costs).matchesBaseline(baseline())))
                .contains("cost rose from 0.0005 USD to 0.001 USD, by 100 % (tolerance 0 %)")
                .contains("  chat              0      0           0         0  +0.0005  +0.0005\n"
                        + "  prices of acme/small: [test-list:acme/small, as of 2026-07-01] then,"
                        + " [test-list:acme/small, as of 2026-08-01] now\n");
    }

    @Test
    void matchesBaseline_whenTheModelGotDearer_saysSo() {
        recorded(Shop.open().chat("small", 1000, 100));

        assertThat(messageOf(() ->
                        assertThat(Shop.open().chat("large", 1000, 100).costs).matchesBaseline(baseline())))
                .contains("  why, in USD  tokens    model  operations  attempts  price      sum\n"
                        + "  chat              0  +0.0126           0         0      0  +0.0126\n")
                .contains("  chat       acme/large       0 → 1  0 → 1100     0 → 1   0 → 0.014 USD\n"
                        + "  chat       acme/small       1 → 0  1100 → 0     1 → 0  0.0014 → 0 USD\n");
    }

    @Test
    void matchesBaseline_whenAnOutcomeIsNew_fails() {
        recorded(Shop.open().chat(1000, 0));
        Shop shop = Shop.open().chat(1000, 0);
        shop.reached("quote", () -> shop.chat(10, 1));

        assertThat(messageOf(() -> assertThat(shop.costs).matchesBaseline(baseline())))
                .contains("  outcome quote: tokens rose from 0 to 11 (tolerance 0 %)\n")
                .contains("  outcome quote: operations rose from 0 to 1 (tolerance 0 %)\n");
    }

    @Test
    void matchesBaseline_whenNested_comparesEachOutcomeWithAllBelowIt() {
        Shop before = Shop.open();
        before.reached("case", () -> before.reached("answer", () -> before.chat(1000, 0)));
        recorded(before);
        Shop now = Shop.open();
        now.reached("case", () -> now.reached("answer", () -> now.chat(1100, 0)));

        assertThat(messageOf(() -> assertThat(now.costs).matchesBaseline(baseline())))
                .contains("  outcome answer: tokens rose from 1000 to 1100")
                .contains("  outcome case: tokens rose from 1000 to 1100");
    }

    @Test
    void matchesBaseline_whenTheCurrencyChanged_fails() {
        recorded(Shop.open().chat(1000, 0));

        assertThat(messageOf(() -> assertThat(
                                Shop.open().ask(Operation.CHAT, "euro", "modele", Usage.tokens(1000, 0)).costs)
                        .matchesBaseline(baseline())))
                .contains("cost rose from 0 EUR to 0.001 EUR (tolerance 0 %)");
    }

    @Test
    void matchesBaseline_whenAttemptsAreNoLongerCounted_fails() {
        recorded(Shop.open().chat(1000, 0));
        Shop shop = Shop.open();
        shop.small().record(Usage.tokens(1000, 0));

        assertThat(messageOf(() -> assertThat(shop.costs).matchesBaseline(baseline())))
                .contains("attempts were 1 and are not all known now");
    }

    @Test
    void matchesBaseline_whenAttemptsWereNotCounted_comparesTheRest() {
        Shop before = Shop.open();
        before.small().record(Usage.tokens(1000, 0));
        recorded(before);

        assertThat(read()).doesNotContain("attempts");
        assertThat(Shop.open().chat(1000, 0).costs).matchesBaseline(baseline());
    }

    @Test
    void matchesBaseline_whenSomeRequestsAreRefused_comparesTheirNumber() {
        recorded(Shop.open().refused().chat(1000, 0));

        assertThat(Shop.open().chat(1000, 0).refused().costs).matchesBaseline(baseline());
        assertThat(messageOf(() -> assertThat(Shop.open().refused().refused().chat(1000, 0).costs)
                        .matchesBaseline(baseline())))
                .contains("operations rose from 2 to 3, by 50 %")
                .contains("  chat       acme/small       1 → 2       0     1 → 2  no answer\n")
                .doesNotContain("why");
    }

    @Test
    void matchesBaseline_whenAPriceIsUnknown_saysHowToGiveIt() {
        assertThat(messageOf(
                        () -> assertThat(Shop.open().chat("new", 10, 1).costs).matchesBaseline(baseline())))
                .startsWith("Expecting this run to be fully priced, but the cost of 1 operation is not known")
                .contains("PriceCard.builder(\"acme\", \"new\")");
    }

    @Test
    void matchesBaseline_whenThereIsNoFile_saysHowToRecordIt() {
        assertThat(messageOf(() -> assertThat(usual().costs).matchesBaseline(baseline())))
                .isEqualTo("Expecting this run to be no dearer than before, but baseline "
                        + directory.resolve("costs.json")
                        + " does not exist. Record it: run this test with -Dcostspan.baseline.update=true,"
                        + " look at the file and commit it");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void matchesBaseline_whenToldTo_records() {
        String before = System.setProperty(CostBaseline.UPDATE_PROPERTY, "true");
        try {
            assertThat(usual().costs).matchesBaseline(CostBaseline.file(directory.resolve("a/b/costs.json")));
        } finally {
            if (before == null) {
                System.clearProperty(CostBaseline.UPDATE_PROPERTY);
            } else {
                System.setProperty(CostBaseline.UPDATE_PROPERTY, before);
            }
        }

        assertThat(usual().costs).matchesBaseline(CostBaseline.file(directory.resolve("a/b/costs.json")));
    }

    @Test
    void isUpdating_whenAsked_followsThePropertyThenTheVariable() {
        assertThat(CostBaseline.isUpdating(null, null)).isFalse();
        assertThat(CostBaseline.isUpdating("true", null)).isTrue();
        assertThat(CostBaseline.isUpdating("", null)).isTrue();
        assertThat(CostBaseline.isUpdating(null, "TRUE")).isTrue();
        assertThat(CostBaseline.isUpdating("false", "true")).isFalse();
        assertThat(CostBaseline.isUpdating("yes", null)).isFalse();
    }

    @Test
    void settings_whenTheyMakeNoSense_areRefused() {
        assertThatThrownBy(() -> CostBaseline.of("../x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("but is '../x'; CostBaseline.file(…) takes a path");
        assertThatThrownBy(() -> baseline().tolerance("5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tolerance wants a percentage such as 5%, but has '5'");
        assertThatThrownBy(() -> baseline().moneyTolerance("-5%")).hasMessageStartingWith("moneyTolerance wants");
        assertThatThrownBy(() -> baseline().tokenTolerance("x%")).hasMessageStartingWith("tokenTolerance wants");
        assertThatThrownBy(() -> baseline().attemptTolerance("%")).hasMessageStartingWith("attemptTolerance wants");
        assertThatThrownBy(() -> baseline().operationTolerance("")).hasMessageStartingWith("operationTolerance wants");
    }

    private String read() {
        try {
            return Files.readString(directory.resolve("costs.json"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(directory.resolve("costs.json"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
