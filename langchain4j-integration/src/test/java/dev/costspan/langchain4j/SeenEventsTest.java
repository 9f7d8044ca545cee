package dev.costspan.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Meter;
import dev.costspan.usage.Usage;
import org.junit.jupiter.api.Test;

class SeenEventsTest {

    private static final String START =
            "{\"type\": \"message_start\", \"message\": {\"usage\": {\"input_tokens\": 100, \"output_tokens\": 1}}}";
    private static final String TEXT =
            "{\"type\": \"content_block_delta\", \"delta\": {\"type\": \"text_delta\", \"text\": \" is\"}}";
    private static final String END = "{\"type\": \"message_delta\", \"usage\": {\"output_tokens\": 50}}";
    private static final String STOP = "{\"type\": \"message_stop\"}";

    private final SeenEvents events = new SeenEvents("anthropic");

    @Test
    void usage_whenNothingCame_isNone() {
        assertThat(events.usage()).isNull();
    }

    @Test
    void usage_whenManyEventsCame_isInTheFirstAndTheLastOnes() {
        events.add(START);
        for (int i = 0; i < 1_000; i++) {
            events.add(TEXT);
        }
        assertUsage(100, 1);

        events.add(END);
        events.add(STOP);

        assertUsage(100, 50);
    }

    @Test
    void usage_whenAnEventCannotBeRead_isWhatTheOthersReport() {
        events.add(START);
        events.add("<html>");
        events.add(null);
        events.add("{\"type\": ");

        assertUsage(100, 1);
    }

    @Test
    void usage_whenItMakesNoSense_isNone() {
        events.add(START.replace("100", "-100"));

        assertThat(events.usage()).isNull();
    }

    private void assertUsage(long input, long output) {
        Usage usage = events.usage();
        assertThat(usage).isNotNull();
        assertThat(usage.unscaled(Meter.INPUT_TOKENS)).isEqualTo(input);
        assertThat(usage.unscaled(Meter.OUTPUT_TOKENS)).isEqualTo(output);
    }
}
