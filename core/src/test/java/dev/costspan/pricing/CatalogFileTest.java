package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.costspan.usage.Meter;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogFileTest {

    private static final PriceSource SOURCE = new PriceSource("litellm", LocalDate.of(2026, 8, 1));
    private static final String HEADER = "#costspan-prices\t2\n#source\tlitellm\t2026-08-01\n";

    @Test
    void cards_whenWrittenAndRead_areTheSame() {
        List<PriceCard> cards = List.of(
                PriceCard.builder("a", "m 1", "back\\slash", "tab\tline\n")
                        .source(SOURCE)
                        .perMillion(Meter.INPUT_TOKENS, "0.10000000000000002")
                        .unknownRate(Meter.CACHE_READ_TOKENS)
                        .rate(Meter.REQUESTS, new Rate(new BigDecimal("5"), new BigDecimal("1000")))
                        .rate(Meter.GPU_SECONDS, new Rate(new BigDecimal("2"), new BigDecimal("3600")))
                        .unreadKeys(List.of("new price"))
                        .build(),
                PriceCard.builder("a", "m2")
                        .source(SOURCE)
                        .serviceTier("flex")
                        .region("eu west")
                        .option("size", "1024x1024")
                        .option("quality", "a=b*c")
                        .window(new TimeWindow(
                                EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                                LocalTime.of(22, 30),
                                LocalTime.of(6, 0),
                                ZoneId.of("Asia/Shanghai")))
                        .window(TimeWindow.daily(LocalTime.NOON, LocalTime.MIDNIGHT, ZoneOffset.UTC))
                        .multiplier(Multiplier.when("inference_geo", "us", "1.1"))
                        .multiplier(Multiplier.when("odd name", "a*b", "2"))
                        .inputAbove(200_000)
                        .inputUpTo(272_000)
                        .from(Instant.parse("2026-03-13T00:00:00Z"))
                        .to(Instant.parse("2026-09-01T16:00:00Z"))
                        .perMillion(Meter.OUTPUT_TOKENS, "0")
                        .graduated(
                                Meter.WEB_SEARCHES,
                                List.of(
                                        new RateStep(BigDecimal.ONE, Rate.perUnit("0.035")),
                                        new RateStep(null, new Rate(new BigDecimal("5"), new BigDecimal("1000")))))
                        .build(),
                PriceCard.builder("a.b", "m")
                        .source(SOURCE)
                        .rate(Meter.OUTPUT_IMAGES, Rate.perUnit("0.04"))
                        .build());

        String text = CatalogWriter.write(cards, List.of(SOURCE));
        CatalogFile read = new CatalogFile(text);

        assertThat(CatalogWriter.write(read.cards(), List.of(SOURCE))).isEqualTo(text);
        assertThat(read.cards("a")).hasSize(2);
        assertThat(read.cards("a.b"))
                .singleElement()
                .satisfies(card -> assertThat(card.source()).isEqualTo(SOURCE));
        assertThat(read.cards("a").get(0).models()).containsExactly("m 1", "back\\slash", "tab\tline\n");
        PriceCard conditional = read.cards("a").get(1);
        assertThat(conditional.region()).isEqualTo("eu west");
        assertThat(conditional.options()).isEqualTo(cards.get(1).options());
        assertThat(conditional.windows()).isEqualTo(cards.get(1).windows());
        assertThat(conditional.multipliers()).isEqualTo(cards.get(1).multipliers());
        assertThat(conditional.to()).isEqualTo("2026-09-01T16:00:00Z");
        assertThat(conditional.rates()).hasToString(cards.get(1).rates().toString());
        assertThat(read.cards("c")).isEmpty();
        assertThat(read.has("a.")).isFalse();
    }

    @Test
    void cards_whenRatesAreEqual_shareThem() {
        CatalogFile file = new CatalogFile(HEADER + "#cards\t2\n"
                + "p\tm\t\t\t\t\t\t\tlitellm\tinput_tokens=1\t\t\n"
                + "p\tn\t\t\t\t\t\t\tlitellm\tinput_tokens=1 output_tokens=2\t\t\n");

        List<PriceCard> cards = file.cards("p");

        assertThat(cards.get(0).rate(Meter.INPUT_TOKENS)).isSameAs(cards.get(1).rate(Meter.INPUT_TOKENS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-                                        | its first line is not '#costspan-prices",
                "provider,model                           | its first line is not '#costspan-prices",
                "#costspan-prices\\t1\\n#cards\\t0\\n         | its first line is not '#costspan-prices",
                "#costspan-prices\\t2\\n                    | it announces -1 cards, but has 0",
                "#costspan-prices\\t2\\n#cards\\t2\\np\\tm\\t\\n | it announces 2 cards, but has 1",
                "#costspan-prices\\t2\\n#source\\tlitellm\\n  | a source needs a name and a date",
                "#costspan-prices\\t2\\n#source\\tx\\tsoon\\n  | 'soon' is not a date"
            })
    void new_whenTheHeaderIsWrong_saysWhy(String text, String message) {
        assertThatThrownBy(() -> new CatalogFile(
                        text == null ? "" : text.replace("\\t", "\t").replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p;m;;;;;;;litellm;;;                     | '' is not a rate",
                "p;m;;;;;;;litellm                        | the line has too few fields",
                "p;m;;;;;;;nobody;input_tokens=1;;        | the header has no source 'nobody'",
                "p;m;;;;;;;litellm;input_tokens;;         | 'input_tokens' is not a rate",
                "p;m;;;;;;;litellm;thoughts=1;;           | 'thoughts=1' is not a rate",
                "p;m;;;;;;;litellm;input_tokens=-1;;      | price must not be negative, but is -1",
                "p;m;;;;;;;litellm;input_tokens=one;;     | Character o is neither a decimal digit number",
                "p;m;;;many;;;;litellm;input_tokens=1;;   | For input string: \"many\"",
                "p;m;;;;;today;;litellm;input_tokens=1;;  | 'today' is not a date",
                "p;m;;;;;noonT;;litellm;input_tokens=1;;  | Text 'noonT' could not be parsed",
                "p;m;;size;;;;;litellm;input_tokens=1;;   | 'size' is not a condition",
                "p;m;;window=MON;;;;;litellm;input_tokens=1;; | 'MON' is not a window",
                "p;m;;window=X/09:00-12:00/Z;;;;;litellm;input_tokens=1;; | a time window needs at least one day",
                "p;m;;;;;;;litellm;input_tokens=1;fast*2; | 'fast*2' is not a factor",
                "p;m;;;;;;;litellm;input_tokens=1;speed=fast*0; | the multiplier for speed=fast must be positive, but is 0",
                "p;m\\x;;;;;;;litellm;input_tokens=1;;   | 'm\\x' has an unknown escape",
                "p;m\\;;;;;;;litellm;input_tokens=1;;    | 'm\\' ends in the middle of an escape"
            })
    void cards_whenALineIsWrong_quotesItAndSaysWhy(String line, String message) {
        String written = line.strip().replace(';', '\t');
        CatalogFile file = new CatalogFile(HEADER + "#cards\t1\n" + written + "\n");

        assertThatThrownBy(() -> file.cards("p"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("line '" + written + "': ")
                .hasMessageContaining(message);
    }

    @Test
    void bundledCatalog_whenTheResourceIsMissing_namesIt() {
        assertThatThrownBy(() -> new BundledCatalog("/META-INF/costspan/none.tsv"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("price catalogue /META-INF/costspan/none.tsv is not on the class path");
    }

    @Test
    void bundledCatalog_whenTheResourceIsCorrupt_namesItAndSaysWhy() {
        assertThatThrownBy(() -> new BundledCatalog("/dev/costspan/pricing/truncated.tsv"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("price catalogue /dev/costspan/pricing/truncated.tsv is corrupt: "
                        + "it announces 3 cards, but has 2");
    }

    @Test
    void bundledCatalog_whenALineIsCorrupt_namesResourceAndLine() {
        BundledCatalog catalog = new BundledCatalog("/dev/costspan/pricing/broken-line.tsv");

        assertThat(catalog.find("good", "m")).hasSize(1);
        assertThatThrownBy(() -> catalog.find("bad", "m"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "price catalogue /dev/costspan/pricing/broken-line.tsv is corrupt: line 'bad\tm");
    }
}
