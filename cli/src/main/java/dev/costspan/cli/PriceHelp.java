package dev.costspan.cli;

/** What {@code price --help} says beside the options. */
final class PriceHelp {

    static final String DESCRIPTION = """
            Prices AI calls: reads one JSON object a line and writes one JSON object a line, in the same order.
            """;

    static final String FOOTER = """

            Fields of an input line; all but the usage may be left out, others are ignored:
              case_id           string or number, repeated in the result
              provider          who was asked, as gen_ai.provider.name or a price list spells it
              provider_api_url  the address that was asked, for a line without provider
              model             the exact model; without it, the one that raw_usage names
              api_flavor        the provider's API: chat, responses, messages, embeddings, converse ...
              operation         chat, embeddings, rerank, image, speech, transcription ...; what a complete
                                answer states. Without it, api_flavor decides, else usage: with output tokens
                                a chat, with input tokens alone embeddings
              timestamp         when the request started: ISO 8601; UTC without an offset, midnight without
                                a time
              service_tier, region, inference_geo, speed, options {"size": "1024x1024", ...}
                                what the price depends on. What raw_usage says was served, and wins
            and one of
              usage             quantities as numbers: input_tokens and output_tokens are totals, all other
                                tokens are parts of them (cache_read_tokens, cache_write_tokens,
                                cache_write_5m_tokens, cache_write_1h_tokens, output_reasoning_tokens,
                                input_audio_tokens ...); web_searches, requests, audio_seconds ... stand alone
              raw_usage         the provider's answer, its usage object, or a list of a stream's chunks: as
                                JSON or as a string that holds JSON
            and at most one of
              price_card        prices for this line alone, in genai-prices' keys: {"input_mtok": "2.50", ...}
              price_card_litellm_keys
                                the same in LiteLLM's keys: {"input_cost_per_token": "0.0000025", ...}

            Fields of a result; absent where there is nothing to say:
              case_id           as it came
              status            priced | partial (a lower bound) | estimated | unpriced | invalid
              reason            why it is not simply priced
              amount, currency  the exact amount as a string; absent when unpriced or invalid
              provider, model   those of the card
              card, source, as_of
                                the price card, who says so (provider | override | catalog ...), and the date
                                of its list
              usage             the quantities, in the keys above
              lines             what adds up to the amount: bucket, quantity and per as numbers, rate,
                                multiplier and amount as strings; amount = quantity / per x rate x multiplier
              explain           with --explain: the arithmetic as text
            A line that cannot be read gives {"case_id", "error", "file", "line"}, and the rest is priced.

            Exit codes:
              0  every line has a result, priced or not
              1  a line could not be read, or reading or writing failed
              2  wrong usage, or a file that cannot be read; nothing was priced

            Examples:
              echo '{"provider":"openai","model":"gpt-4o","usage":{"input_tokens":1000,"output_tokens":200}}' \\
                | java -jar costspan-cli.jar price
              java -jar costspan-cli.jar price --explain --at 2026-08-01 cases.jsonl
              java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms16m -Xmx256m -jar costspan-cli.jar price < cases.jsonl
            """;

    private PriceHelp() {}
}
