package dev.costspan.pricing;

import dev.costspan.usage.Conditions;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Price files for feeds, the price of model {@code m} in what a feed has, and a clock that is set by hand. */
final class FeedFiles {

    private FeedFiles() {}

    /** A file by which a million input tokens of {@code m} cost {@code price}. */
    static String costing(String price) {
        return "{\"format\": \"costspan-prices/1\", \"source\": \"test\", \"cards\": [" + card(price, null) + "]}";
    }

    static String card(String price, String tier) {
        return "{\"id\": \"" + tier + "\", \"provider\": \"p\", \"models\": [\"m\"], \"note\": \"" + price + "\", "
                + (tier == null ? "" : "\"service_tier\": \"" + tier + "\", ")
                + "\"rates\": {\"input_tokens\": {\"price\": \"" + price + "\", \"per\": 1000000}}}";
    }

    /** What a million input tokens of {@code m} cost, or null when the feed does not know the model. */
    static BigDecimal price(PriceFeed feed) {
        PriceCard[] cards = feed.lookup().find("p", "m");
        return cards == null
                ? null
                : cards[0].price(
                                Operation.CHAT,
                                Usage.of(Meter.INPUT_TOKENS, 1_000_000),
                                Conditions.NONE,
                                CostSource.CATALOG)
                        .amount();
    }

    /** A clock that stands until it is moved. */
    static final class StandingClock extends Clock {

        private volatile Instant now = Instant.parse("2026-08-21T12:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("feeds read instants only");
        }
    }
}
