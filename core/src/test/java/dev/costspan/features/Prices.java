package dev.costspan.features;

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
            .card(card("openai", "gpt-4o", "gpt-4o-2024-08-06")
                    .perMillion(Meter.INPUT_TOKENS, "2.50")
                    .perMillion(Meter.CACHE_READ_TOKENS, "1.25")
                    .perMillion(Meter.OUTPUT_TOKENS, "10")
                    .build())
            .card(card("acme", "thinker")
                    .perMillion(Meter.INPUT_TOKENS, "1")
                    .perMillion(Meter.CACHE_WRITE_TOKENS, "1.3")
                    .perMillion(Meter.OUTPUT_TOKENS, "4")
                    .perMillion(Meter.OUTPUT_REASONING_TOKENS, "7")
                    .rate(Meter.REQUESTS, Rate.perUnit("0.0001"))
                    .currency("EUR")
                    .build())
            .card(card("acme", "embedder")
                    .perMillion(Meter.INPUT_TOKENS, "0.02")
                    .build())
            .card(card("acme", "reranker")
                    .rate(Meter.QUERIES, Rate.perUnit("0.002"))
                    .build())
            .card(card("acme", "painter")
                    .rate(Meter.OUTPUT_IMAGES, Rate.perUnit("0.04"))
                    .build())
            .card(card("acme", "speaker")
                    .perMillion(Meter.INPUT_CHARACTERS, "15")
                    .build())
            .card(card("acme", "listener")
                    .rate(Meter.AUDIO_SECONDS, Rate.perUnit("0.0001"))
                    .build())
            .card(card("acme", "moderator")
                    .rate(Meter.REQUESTS, Rate.perUnit("0.001"))
                    .build())
            .card(card("acme", "tuner").perMillion(Meter.TRAINING_TOKENS, "25").build())
            .card(card("acme", "judge")
                    .perMillion(Meter.INPUT_TOKENS, "2")
                    .perMillion(Meter.OUTPUT_TOKENS, "8")
                    .build())
            .card(card("acme", "h100")
                    .rate(Meter.GPU_SECONDS, Rate.perUnit("0.001"))
                    .build())
            .card(card("vectors")
                    .perMillion(Meter.READ_UNITS, "16")
                    .perMillion(Meter.WRITE_UNITS, "4")
                    .build())
            .card(PriceCard.free("local", "minilm"))
            .build();

    private Prices() {}

    private static PriceCardBuilder card(String provider, String... models) {
        return PriceCard.builder(provider, models).source("test-list", AS_OF);
    }
}
