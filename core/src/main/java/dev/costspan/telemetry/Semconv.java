package dev.costspan.telemetry;

/** Which text of the OpenTelemetry GenAI conventions names attributes and standard metrics. */
public enum Semconv {
    /** Version 1.41.0, the last tagged one; what most backends read. */
    V1_41,
    /**
     * The text kept in {@code semantic-conventions-genai}: {@code gen_ai.usage.cache_write.input_tokens} instead of {@code
     * cache_creation}, and {@code gen_ai.client.inference.*} metrics.
     */
    LATEST;

    private static final String OPT_IN = "gen_ai_latest_experimental";

    /**
     * Returns {@link #LATEST} when {@code gen_ai_latest_experimental} is in the comma-separated list, else {@link #V1_41}.
     *
     * @param optIn the value of {@code OTEL_SEMCONV_STABILITY_OPT_IN}, empty when it is not set
     */
    public static Semconv fromOptIn(String optIn) {
        for (String token : optIn.split(",")) {
            if (token.trim().equals(OPT_IN)) {
                return LATEST;
            }
        }
        return V1_41;
    }
}
