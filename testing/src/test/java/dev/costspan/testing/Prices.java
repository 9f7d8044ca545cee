package dev.costspan.testing;

import dev.costspan.pricing.PriceBook;
import dev.costspan.pricing.PriceCard;
import dev.costspan.pricing.PriceCardBuilder;
import dev.costspan.pricing.Rate;
import dev.costspan.usage.Meter;
import java.time.LocalDate;

/** A price list small enough to reckon with by hand; token prices are per million. */
final class Prices {

    static final LocalDate AS_OF = LocalDate.of(2026, 8, 1);

    static final PriceBook BOOK = PriceBook.builder()
            .withoutBundledCatalog()
            .card(card("acme", "small")
                    .perMillion(Meter.INPUT_TOKENS, "1")
                    .perMillion(Meter.CACHE_READ_TOKENS, "0.1")
                    .perMillion(Meter.OUTPUT_TOKENS, "4")
                    .build())
            .card(card("acme", "large", "large-2026-07-01")
                    .perMillion(Meter.INPUT_TOKENS, "10")
                    .perMillion(Meter.OUTPUT_TOKENS, "40")
                    .build())
            .card(card("euro", "modele")
                    .perMillion(Meter.INPUT_TOKENS, "1")
                    .perMillion(Meter.OUTPUT_TOKENS, "4")
                    .currency("EUR")
                    .build())
            .card(card("acme", "embedder")
                    .perMillion(Meter.INPUT_TOKENS, "0.02")
                    .build())
            .card(card("acme", "half").perMillion(Meter.INPUT_TOKENS, "1").build())
            .card(card("vectors").rate(Meter.QUERIES, Rate.perUnit("0.0001")).build())
            .card(PriceCard.free("local", "minilm"))
            .build();

    private Prices() {}

    private static PriceCardBuilder card(String provider, String... models) {
        return PriceCard.builder(provider, models).source("test-list", AS_OF);
    }
}
