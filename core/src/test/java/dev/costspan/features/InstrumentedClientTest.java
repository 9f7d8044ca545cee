package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.javahttpclient.JavaHttpClientTelemetry;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With a client that OpenTelemetry's own library instruments. */
@Tag("oldest-opentelemetry")
class InstrumentedClientTest extends AcrossServicesStories {

    @Override
    HttpClient client(OpenTelemetry openTelemetry) {
        return JavaHttpClientTelemetry.builder(openTelemetry).build().newHttpClient(HttpClient.newHttpClient());
    }

    @Override
    HttpRequest to(LoopbackServer server) {
        return HttpRequest.newBuilder(server.uri()).build();
    }

    @Test
    void request_insideAnOperation_isAChildOfIt() {
        shop.chat().call(operation -> {
            send(provider);
            return Answer.USUAL.tell(operation);
        });

        assertThat(telemetry.span("GET").getParentSpanId())
                .isEqualTo(telemetry.span("chat gpt-4o").getSpanId());
        assertThat(provider.requests.get(0).get("traceparent").get(0))
                .contains(telemetry.span("GET").getSpanId());
    }
}
