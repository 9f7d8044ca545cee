package dev.costspan.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardMetricsDetectionTest {

    @Test
    void enabled_whenNobodyElseWritesThem_isTrueForOnAndAuto() {
        assertThat(StandardMetrics.ON.enabled()).isTrue();
        assertThat(StandardMetrics.AUTO.enabled()).isTrue();
        assertThat(StandardMetrics.OFF.enabled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.opentelemetry.javaagent.OpenTelemetryAgent",
                "io.opentelemetry.instrumentation.openai.v1_1.OpenAITelemetry",
                "dev.langchain4j.micrometer.metrics.listeners.MicrometerMetricsChatModelListener",
                "dev.langchain4j.observation.listeners.ObservationChatModelListener"
            })
    void enabled_whenAnotherInstrumentationIsInTheProcess_isFalseForAuto(String other) {
        ClassLoader loader = new LoaderOf(other);

        assertThat(StandardMetrics.AUTO.enabled(loader)).isFalse();
        assertThat(StandardMetrics.ON.enabled(loader)).isTrue();
    }

    /** Finds one empty class beside what its parent finds. */
    private static final class LoaderOf extends ClassLoader {

        private final String name;

        private LoaderOf(String name) {
            super(StandardMetricsDetectionTest.class.getClassLoader());
            this.name = name;
        }

        @Override
        protected Class<?> findClass(String asked) throws ClassNotFoundException {
            if (!asked.equals(name)) {
                throw new ClassNotFoundException(asked);
            }
            byte[] bytes = emptyClass();
            return defineClass(name, bytes, 0, bytes.length);
        }

        /** The class file of an empty interface (JVMS 4.1). */
        private byte[] emptyClass() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream file = new DataOutputStream(bytes)) {
                file.writeInt(0xCAFEBABE);
                file.writeInt(61);
                file.writeShort(5);
                file.writeByte(7);
                file.writeShort(2);
                file.writeByte(1);
                file.writeUTF(name.replace('.', '/'));
                file.writeByte(7);
                file.writeShort(4);
                file.writeByte(1);
                file.writeUTF("java/lang/Object");
                file.writeShort(Modifier.PUBLIC | Modifier.INTERFACE | Modifier.ABSTRACT);
                file.writeShort(1);
                file.writeShort(3);
                file.writeLong(0);
            } catch (IOException impossible) {
                throw new AssertionError(impossible);
            }
            return bytes.toByteArray();
        }
    }
}
