package dev.costspan.pricing;

import static dev.costspan.pricing.FeedFiles.costing;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a feed says of its failures, and how long it waits after them. */
class PriceFeedFailureTest {

    private PriceServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = PriceServer.http();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void failure_whenTheAddressHasAQuery_doesNotShowIt() throws Exception {
        server.answers(500, "secret answer");
        PriceFeed feed =
                PriceFeed.builder(server.address("/prices.json?sig=secret")).build();
        feed.refresh();

        assertThat(feed.name()).isEqualTo(server.address("/prices.json").toString());
        assertThat(feed.lastFailure()).contains("status 500").doesNotContain("secret");
    }

    @Test
    void failure_whenItComesAgain_isLoggedOnce() throws Exception {
        server.answers(500, "secret answer");
        PriceFeed feed =
                PriceFeed.builder(server.address("/prices.json?sig=secret")).build();
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            feed.refresh();
            feed.refresh();
        } finally {
            System.setErr(before);
        }

        assertThat(log.toString(StandardCharsets.UTF_8).lines())
                .filteredOn(line -> line.contains("PriceFeed"))
                .singleElement()
                .asString()
                .endsWith(
                        "There are no prices yet from a feed: price feed " + feed.name() + " answered with status 500");
    }

    @Test
    void failure_whenAFileMakesALongMessage_isCut() throws Exception {
        server.answers(200, "{\"" + "m".repeat(10_000) + "\": 5}");
        PriceFeed feed = builder().build();
        feed.refresh();

        assertThat(feed.lastFailure()).hasSize(501).endsWith("m…");
    }

    @Test
    void delay_whenTriesFail_growsFromAMinuteToTheInterval() throws Exception {
        server.answers(500, "");
        PriceFeed feed = builder().every(Duration.ofMinutes(5)).random(() -> 0).build();

        assertThat(feed.delay()).isEqualTo(Duration.ofMinutes(5));
        feed.refresh();
        assertThat(feed.delay()).isEqualTo(Duration.ofMinutes(1));
        feed.refresh();
        assertThat(feed.delay()).isEqualTo(Duration.ofMinutes(2));
        feed.refresh();
        assertThat(feed.delay()).isEqualTo(Duration.ofMinutes(4));
        feed.refresh();
        assertThat(feed.delay()).isEqualTo(Duration.ofMinutes(5));
        server.answers(200, costing("1"));
        feed.refresh();
        assertThat(feed.delay()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void delay_whenChanceAdds_isATenthLongerAtMost() {
        PriceFeed feed = builder().every(Duration.ofMinutes(10)).random(() -> 1).build();

        assertThat(feed.delay()).isEqualTo(Duration.ofMinutes(11));
    }

    private PriceFeedBuilder builder() {
        return PriceFeed.builder(server.address("/prices.json"));
    }
}
