package dev.costspan.features;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.lang.reflect.Proxy;
import java.util.Set;

/** Receivers that fail at what they are asked for, with a message that must go nowhere. */
final class Failing {

    static final String SECRET = "Dear assistant, my password is hunter2";

    private static final Set<String> MEASURING = Set.of("add", "record");

    private Failing() {}

    static RuntimeException failure() {
        return new IllegalStateException(SECRET);
    }

    /** An OpenTelemetry whose every instrument throws when it is written to and whose spans are those of another. */
    static OpenTelemetry metricsOf(OpenTelemetry tracing) {
        return (OpenTelemetry) Proxy.newProxyInstance(
                Failing.class.getClassLoader(), new Class<?>[] {OpenTelemetry.class}, (proxy, method, arguments) -> {
                    if (method.getName().startsWith("getTracer")) {
                        return method.invoke(tracing, arguments);
                    }
                    return failing(method.getReturnType());
                });
    }

    /** An OpenTelemetry whose spans cannot be started and whose metrics are those of another. */
    static OpenTelemetry tracerOf(OpenTelemetry metering) {
        Tracer tracer = name -> {
            throw failure();
        };
        return (OpenTelemetry) Proxy.newProxyInstance(
                Failing.class.getClassLoader(),
                new Class<?>[] {OpenTelemetry.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getTracer") ? tracer : method.invoke(metering, arguments));
    }

    static SpanProcessor onStart() {
        return new FailingProcessor(true);
    }

    static SpanProcessor onEnd() {
        return new FailingProcessor(false);
    }

    private static Object failing(Class<?> type) {
        return Proxy.newProxyInstance(
                Failing.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (MEASURING.contains(method.getName())) {
                        throw failure();
                    }
                    return method.getReturnType().isInstance(proxy) ? proxy : failing(method.getReturnType());
                });
    }

    private record FailingProcessor(boolean atStart) implements SpanProcessor {

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            throw failure();
        }

        @Override
        public boolean isStartRequired() {
            return atStart;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            throw failure();
        }

        @Override
        public boolean isEndRequired() {
            return !atStart;
        }
    }
}
