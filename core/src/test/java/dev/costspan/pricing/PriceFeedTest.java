package dev.costspan.pricing;

import static dev.costspan.pricing.FeedFiles.costing;
import static dev.costspan.pricing.FeedFiles.price;
import static dev.costspan.pricing.PriceServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import dev.costspan.pricing.FeedFiles.StandingClock;
import dev.costspan.pricing.PriceFeed.Refresh;
import dev.costspan.pricing.PriceFeed.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a feed makes of the answers of a server, good and bad. */
class PriceFeedTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final StandingClock clock = new StandingClock();
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
    void build_whenNothingWasStarted_fetchesNothingAndKnowsNothing() {
        PriceFeed feed = builder().build();

        assertThat(server.requests()).isEmpty();
        assertThat(feed.status()).isEqualTo(Status.EMPTY);
        assertThat(feed.cards()).isZero();
        assertThat(feed.age()).isNull();
        assertThat(feed.lastSuccess()).isNull();
        assertThat(feed.lastFailure()).isNull();
        assertThat(feed.failures()).isZero();
        assertThat(price(feed)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"format\": \"costspan-prices/1\", \"source\": \"s\", \"cards\": [{\"provider\": \"p\", \"models\": [\"m\"], \"rates\": {\"input_tokens\": {\"price\": \"3\", \"per\": 1000000}}}]}",
                "{\"m\": {\"litellm_provider\": \"p\", \"mode\": \"chat\", \"input_cost_per_token\": 3e-6}}",
                "[{\"id\": \"p\", \"models\": [{\"id\": \"m\", \"prices\": {\"input_mtok\": 3}}]}]"
            })
    void refresh_whenTheAnswerIsGood_hasItsCardsWhateverItsFormat(String file) throws Exception {
        server.answers(200, file);
        PriceFeed feed = builder().build();

        assertThat(feed.refresh()).isEqualTo(Refresh.UPDATED);
        assertThat(price(feed)).isEqualByComparingTo("3");
        assertThat(feed.cards()).isEqualTo(1);
        assertThat(feed.status()).isEqualTo(Status.CURRENT);
        assertThat(feed.lastSuccess()).isEqualTo(clock.instant());
        assertThat(feed.refreshes(Refresh.UPDATED)).isEqualTo(1);
    }

    @Test
    void refresh_whenTheFileIsNew_replacesTheCards() throws Exception {
        PriceFeed feed = goodFeed(builder());
        server.answers(200, costing("2"));

        assertThat(feed.refresh()).isEqualTo(Refresh.UPDATED);
        assertThat(price(feed)).isEqualByComparingTo("2");
    }

    @Test
    void refresh_whenNotModified_keepsTheCardsAndRenewsTheirAge() throws Exception {
        server.answers(exchange -> {
            boolean known = "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))
                    && "Fri, 21 Aug 2026 00:00:00 GMT"
                            .equals(exchange.getRequestHeaders().getFirst("If-Modified-Since"));
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            exchange.getResponseHeaders().set("Last-Modified", "Fri, 21 Aug 2026 00:00:00 GMT");
            answer(exchange, known ? 304 : 200, known ? "" : costing("1"));
        });
        PriceFeed feed = builder().build();
        feed.refresh();
        clock.advance(Duration.ofHours(6));
        assertThat(feed.age()).isEqualTo(Duration.ofHours(6));

        assertThat(feed.refresh()).isEqualTo(Refresh.UNCHANGED);
        assertThat(price(feed)).isEqualByComparingTo("1");
        assertThat(feed.age()).isEqualTo(Duration.ZERO);
        assertThat(feed.refreshes(Refresh.UNCHANGED)).isEqualTo(1);
        assertThat(server.requests().get(0)).doesNotContainKeys("If-none-match", "If-modified-since");
    }

    @Test
    void refresh_whenTheSameFileHasNewTags_sendsTheNewOnesNextTime() throws Exception {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"v" + server.requests().size() + "\"");
            answer(exchange, 200, costing("1"));
        });
        PriceFeed feed = builder().build();

        assertThat(feed.refresh()).isEqualTo(Refresh.UPDATED);
        assertThat(feed.refresh()).isEqualTo(Refresh.UNCHANGED);
        assertThat(feed.refresh()).isEqualTo(Refresh.UNCHANGED);
        assertThat(server.requests().get(2).getFirst("If-None-Match")).isEqualTo("\"v2\"");
    }

    @Test
    void refresh_whenTheFailedFileHasATag_asksForItAgain() throws Exception {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"bad\"");
            answer(exchange, 200, "{");
        });
        PriceFeed feed = builder().build();
        feed.refresh();

        feed.refresh();

        assertThat(server.requests().get(1)).doesNotContainKey("If-none-match");
    }

    @Test
    void refresh_whenCardsHaveADate_isAsOldAsTheOldest() throws Exception {
        server.answers(200, """
                {"format": "costspan-prices/1", "source": "s", "as_of": "2026-08-20", "cards": [
                 {"id": "1", "provider": "p", "models": ["m"], "rates": {"requests": {"price": 1, "per": 1}}},
                 {"id": "2", "as_of": "2026-08-19", "provider": "p", "models": ["m"], "rates": {"requests": {"price": 1, "per": 1}}}]}""");
        PriceFeed feed = builder().build();
        feed.refresh();

        // From 2026-08-19T00:00Z to 2026-08-21T12:00Z.
        assertThat(feed.age()).isEqualTo(Duration.ofHours(60));
        assertThat(feed.cards()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "500 | oops                 | answered with status 500",
                "404 | none                 | answered with status 404",
                "204 | ~~                   | answered with status 204",
                "304 | ~~                   | answered with status 304",
                "200 | ~~                   | it is no price list",
                "200 | <html>               | is not JSON, line 1, column ",
                "200 | {\"m\": {\"mode\": \"chat\" | ends too early, line 1, column ",
                "200 | {}                   | has no card",
                "200 | {\"format\": \"costspan-prices/2\", \"cards\": []} | key 'format' must be 'costspan-prices/1', the version that is read, but is 'costspan-prices/2'",
                "200 | {\"m\": {\"input_cost_per_token\": -1}} | model 'm': key 'input_cost_per_token' must not be negative, but is -1"
            })
    void refresh_whenTheAnswerIsNoGood_keepsTheLastGoodCards(int status, String body, String why) throws Exception {
        PriceFeed feed = goodFeed(builder());

        assertKeeps(feed, exchange -> answer(exchange, status, body), why);
    }

    @Test
    void refresh_whenTheAnswerStopsInTheMiddle_keepsTheLastGoodCards() throws Exception {
        PriceFeed feed = goodFeed(builder());
        byte[] file = costing("2").getBytes(StandardCharsets.UTF_8);

        assertKeeps(
                feed,
                exchange -> {
                    exchange.sendResponseHeaders(200, file.length + 1);
                    exchange.getResponseBody().write(file);
                },
                "could not be fetched: java.io.IOException");
    }

    @Test
    void refresh_whenTheAnswerIsEndless_breaksItOff() throws Exception {
        PriceFeed feed = goodFeed(builder().maxBytes(1_000));
        CountDownLatch brokenOff = new CountDownLatch(1);

        assertKeeps(
                feed,
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    OutputStream body = exchange.getResponseBody();
                    try {
                        while (true) {
                            body.write(new byte[8_192]);
                        }
                    } catch (IOException gone) {
                        brokenOff.countDown();
                    }
                },
                "answered with more than the 1000 bytes that are read; raise maxBytes if that is right");
        assertThat(brokenOff.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void refresh_whenTheAnswerHasTheMostBytes_readsIt() throws Exception {
        server.answers(200, costing("2"));

        assertThat(builder().maxBytes(costing("2").length()).build().refresh()).isEqualTo(Refresh.UPDATED);
        assertThat(builder().maxBytes(costing("2").length() - 1).build().refresh())
                .isEqualTo(Refresh.FAILED);
    }

    @Test
    void refresh_whenNoAnswerComes_stopsWaiting() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        PriceFeed feed = builder().timeout(Duration.ofMillis(50)).build();
        server.answers(exchange -> {
            await(released);
            answer(exchange, 200, costing("2"));
        });

        assertThat(feed.refresh()).isEqualTo(Refresh.FAILED);
        assertThat(feed.lastFailure())
                .isEqualTo("price feed " + feed.name() + " did not answer in full within PT0.05S");
        released.countDown();
    }

    @Test
    void refresh_whenTheBodyNeverEnds_stopsWaiting() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        PriceFeed feed = builder().timeout(Duration.ofMillis(500)).build();
        server.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await(released);
        });

        assertThat(feed.refresh()).isEqualTo(Refresh.FAILED);
        assertThat(feed.lastFailure()).contains("did not answer in full within PT0.5S");
        released.countDown();
    }

    @Test
    void refresh_whenNobodyListens_keepsTheLastGoodCards() throws Exception {
        PriceFeed feed = goodFeed(builder());
        server.close();

        assertThat(feed.refresh()).isEqualTo(Refresh.FAILED);
        assertThat(price(feed)).isEqualByComparingTo("1");
        assertThat(feed.lastFailure()).endsWith("could not be fetched: java.net.ConnectException");
    }

    @Test
    void refresh_whenRedirectedToPlainHttp_doesNotFollow() throws Exception {
        PriceFeed feed = goodFeed(builder());
        try (PriceServer other = PriceServer.http()) {
            other.answers(200, costing("9"));
            URI target = other.address("/stolen?key=secret");

            assertKeeps(
                    feed,
                    exchange -> PriceServer.redirect(exchange, target),
                    " redirects to " + other.address("/stolen")
                            + ", but only https:// addresses without credentials are followed");
            assertThat(other.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', only https:// addresses",
        "'https://', redirects to what is no address",
        "file:///etc/passwd, only https:// addresses",
        "https://user:word@localhost/, redirects to https://localhost/"
    })
    void refresh_whenRedirectedToNowhere_doesNotFollow(String location, String why) throws Exception {
        assertKeeps(
                goodFeed(builder()),
                exchange -> {
                    if (!location.isEmpty()) {
                        exchange.getResponseHeaders().set("Location", location);
                    }
                    answer(exchange, 301, "");
                },
                why);
    }

    @Test
    void refresh_whenTheChecksumIsAnother_keepsTheLastGoodCards() throws Exception {
        String pin = new FeedFile(costing("1").getBytes(StandardCharsets.UTF_8), FeedSource.Version.UNKNOWN).sha256();
        PriceFeed feed = goodFeed(builder().sha256(pin));

        assertKeeps(
                feed, exchange -> answer(exchange, 200, costing("2")), ", not " + pin + " as the application demands");

        server.answers(200, costing("1"));
        assertThat(feed.refresh()).isEqualTo(Refresh.UNCHANGED);
        assertThat(feed.status()).isEqualTo(Status.CURRENT);
        assertThat(feed.lastFailure()).isNull();
    }

    @Test
    void refresh_whenTheServerSetsCookies_sendsNothingBack() throws Exception {
        server.answers(exchange -> {
            exchange.getResponseHeaders().set("Set-Cookie", "id=1; Path=/");
            answer(exchange, 200, costing("1"));
        });
        PriceFeed feed = builder().build();
        feed.refresh();
        feed.refresh();

        assertThat(server.requests())
                .hasSize(2)
                .allSatisfy(headers -> assertThat(headers.keySet())
                        .isSubsetOf(
                                "Accept",
                                "Connection",
                                "Content-length",
                                "Host",
                                "Http2-settings",
                                "Upgrade",
                                "User-agent"));
    }

    private PriceFeedBuilder builder() {
        return PriceFeed.builder(server.address("/prices.json")).timeout(LONG).clock(clock);
    }

    /** A feed that has fetched a file by which {@code m} costs 1. */
    private PriceFeed goodFeed(PriceFeedBuilder builder) throws InterruptedException {
        server.answers(200, costing("1"));
        PriceFeed feed = builder.build();
        assertThat(feed.refresh()).isEqualTo(Refresh.UPDATED);
        return feed;
    }

    private void assertKeeps(PriceFeed feed, HttpHandler handler, String why) throws InterruptedException {
        Instant success = feed.lastSuccess();
        server.answers(handler);
        clock.advance(Duration.ofHours(1));

        assertThat(feed.refresh()).isEqualTo(Refresh.FAILED);
        assertThat(price(feed)).isEqualByComparingTo("1");
        assertThat(feed.status()).isEqualTo(Status.STALE);
        assertThat(feed.failures()).isEqualTo(1);
        assertThat(feed.lastFailure()).contains(why);
        assertThat(feed.lastSuccess()).isEqualTo(success);
        assertThat(feed.age()).isEqualTo(Duration.ofHours(1));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
