package dev.costspan.telemetry;

import org.jspecify.annotations.Nullable;

/** Whether Costspan writes the conventions' own {@code gen_ai.client.*} metrics beside {@code costspan.*}. */
public enum StandardMetrics {
    /**
     * On, unless another instrumentation that writes them is in the process: the OpenTelemetry Java agent, the OpenTelemetry
     * OpenAI library, langchain4j-micrometer-metrics or langchain4j-observation.
     */
    AUTO,
    /** Always. */
    ON,
    /** Never. */
    OFF;

    private static final String[] OTHERS = {
        "io.opentelemetry.javaagent.OpenTelemetryAgent",
        "io.opentelemetry.instrumentation.openai.v1_1.OpenAITelemetry",
        "dev.langchain4j.micrometer.metrics.listeners.MicrometerMetricsChatModelListener",
        "dev.langchain4j.observation.listeners.ObservationChatModelListener"
    };

    boolean enabled() {
        return enabled(StandardMetrics.class.getClassLoader());
    }

    boolean enabled(@Nullable ClassLoader loader) {
        return this == ON || this == AUTO && !anotherWritesThem(loader);
    }

    private static boolean anotherWritesThem(@Nullable ClassLoader loader) {
        for (String name : OTHERS) {
            if (isPresent(name, loader) || isPresent(name, ClassLoader.getSystemClassLoader())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPresent(String name, @Nullable ClassLoader loader) {
        try {
            Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
