package dev.costspan.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Quickstart quickstart = new Quickstart(print(out), print(err), Map.of());

    @Test
    void run_whenOffline_answersEveryQuestionFromTheHelpCentreOrTheOrderBook() {
        Quickstart.Run run = quickstart.run(null, null);

        assertThat(run.failures()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(Question.load().stream().map(Question::text).toList())
                .contains("A: You can return an unused item within 60 days of delivery.")
                .contains("A: Order NR-20417 was shipped on 3 March with PostNord and is expected on 6 March.")
                .contains("Cards are charged when the parcel leaves the warehouse, not when you order.")
                .contains("The warranty does not cover normal wear, burns, mould from wet storage")
                .contains("A: Order NR-20533 is packed, leaves the warehouse today and is expected on 9 March.")
                .contains("A: Schools, scout groups and clubs can ask for payment on account with 30 days.")
                .contains("we send a link that works for 30 minutes")
                .contains("A: Order NR-20618 is received, but not shipped yet")
                .contains("A: Down sleeping bags are washed by hand or in a large machine with down soap.")
                .contains("A: You can ask for a copy of all data we hold about you")
                .contains("A zip repair costs 25 EUR")
                .contains("express delivery is not offered for them")
                .contains("A: I do not know. A colleague will reply by mail within one working day.")
                .contains(
                        "support.resolution  12 of 13          42   23002         1  0.01184315   0.0001245       0.00098693");
    }

    @Test
    void run_whenRepeated_printsTheSame() {
        quickstart.run(null, null);
        String first = out.toString(StandardCharsets.UTF_8);
        out.reset();

        quickstart.run(null, null);

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(first);
    }

    @Test
    void start_whenArgumentIsUnknown_namesItAndTheRightOnes() {
        assertThat(quickstart.start(List.of("--zipkn"))).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("unknown argument: --zipkn")
                .contains("--zipkin");
        assertThat(out.size()).isZero();
    }

    @Test
    void start_whenLiveLacksItsKey_namesTheVariable() {
        assertThat(quickstart.start(List.of("--live"))).isEqualTo(2);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("--live needs the environment variable OPENAI_API_KEY");
    }

    @Test
    void start_whenAskedForHelp_printsTheOptions() {
        assertThat(quickstart.start(List.of("--help"))).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(Arguments.USAGE);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
