package dev.costspan.features;

import dev.costspan.MeteredOperation;
import dev.costspan.usage.Usage;

/** What a client that Costspan does not know might return. */
record Answer(String id, String model, Usage usage, String finishReason) {

    /** 800 fresh and 200 cached input tokens and 50 output tokens: 0.00275 USD by {@link Prices}. */
    static final Answer USUAL = new Answer(
            "resp-1",
            "gpt-4o-2024-08-06",
            Usage.builder()
                    .inputTokens(1000)
                    .cacheReadTokens(200)
                    .outputTokens(50)
                    .build(),
            "stop");

    static Answer withId(String id) {
        return new Answer(id, USUAL.model, USUAL.usage, USUAL.finishReason);
    }

    static Answer with(Usage usage) {
        return new Answer(USUAL.id, USUAL.model, usage, USUAL.finishReason);
    }

    Answer tell(MeteredOperation operation) {
        operation.responseId(id).responseModel(model).usage(usage).finishReason(finishReason);
        return this;
    }
}
