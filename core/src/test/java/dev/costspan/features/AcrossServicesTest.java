package dev.costspan.features;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;

/** With an application that fills in the headers itself. */
class AcrossServicesTest extends AcrossServicesStories {

    @Override
    HttpClient client(OpenTelemetry openTelemetry) {
        return HttpClient.newHttpClient();
    }

    @Override
    HttpRequest to(LoopbackServer server) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri());
        telemetry
                .openTelemetry()
                .getPropagators()
                .getTextMapPropagator()
                .inject(Context.current(), request, HttpRequest.Builder::header);
        return request.build();
    }
}
