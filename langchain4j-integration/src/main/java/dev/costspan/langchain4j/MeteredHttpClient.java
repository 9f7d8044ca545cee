package dev.costspan.langchain4j;

import dev.costspan.Attempt;
import dev.costspan.MeteredOperation;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.net.URI;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A client whose requests count as attempts of the operation in scope. Without one it only passes them on. */
final class MeteredHttpClient implements HttpClient {

    private final HttpClient delegate;
    private volatile @Nullable Server lastServer;

    MeteredHttpClient(HttpClient delegate) {
        this.delegate = delegate;
    }

    private record Server(String url, String host, int port) {}

    /** A request as far as it decides what is answered; a retry makes an equal one anew. */
    private record Sent(String url, String body) {}

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        Attempt attempt = attempt(MeteredOperation.current(), request);
        if (attempt == null) {
            return delegate.execute(request);
        }
        try {
            SuccessfulHttpResponse response = delegate.execute(request);
            attempt.answered(() -> response == null ? null : response.bodyBytes());
            return response;
        } catch (Throwable thrown) {
            fail(attempt, thrown);
            throw thrown;
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventListener listener) {
        if (MeteredOperation.current() == null) {
            delegate.execute(request, listener);
        } else {
            execute(request, new DefaultServerSentEventParser(), listener);
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        MeteredOperation operation = MeteredOperation.current();
        Attempt attempt = attempt(operation, request);
        if (operation == null || attempt == null) {
            delegate.execute(request, parser, listener);
            return;
        }
        // the caller's Context stays current while a stream is parsed, so that each chunk finds it there at no cost
        Context callerContext = operation.callerContext();
        ServerSentEventParser inContext = (body, events) -> {
            try (Scope ignored = callerContext.makeCurrent()) {
                parser.parse(body, events);
            }
        };
        try {
            delegate.execute(
                    request, inContext, new AttemptListener(attempt, SeenEvents.in(Context.current()), listener));
        } catch (Throwable thrown) {
            fail(attempt, thrown);
            throw thrown;
        }
    }

    static void fail(Attempt attempt, Throwable thrown) {
        if (thrown instanceof HttpException http) {
            attempt.fail(Integer.toString(http.statusCode()), http.statusCode());
        } else {
            attempt.fail(unwrapped(thrown).getClass().getName(), 0);
        }
    }

    /** Clients put an I/O error into an exception that says nothing itself. */
    private static Throwable unwrapped(Throwable thrown) {
        Throwable cause = thrown.getCause();
        boolean saysNothing = thrown.getClass() == RuntimeException.class || thrown instanceof CompletionException;
        return saysNothing && cause != null ? cause : thrown;
    }

    private @Nullable Attempt attempt(@Nullable MeteredOperation operation, HttpRequest request) {
        if (operation == null) {
            return null;
        }
        Server server = server(request.url());
        if (server != null) {
            operation.server(server.host(), server.port());
        }
        return operation.attempt(sent(request));
    }

    /** What is not in a body, such as a file, is not compared: then a request is the same as itself alone. */
    private static Object sent(HttpRequest request) {
        String url = request.url();
        String body = request.body();
        return url == null || body == null ? request : new Sent(url, body);
    }

    /** A client talks to one address again and again. */
    private @Nullable Server server(@Nullable String url) {
        Server last = lastServer;
        if (last != null && last.url().equals(url)) {
            return last;
        }
        Server parsed = parse(url);
        lastServer = parsed;
        return parsed;
    }

    private static @Nullable Server parse(@Nullable String url) {
        try {
            URI uri = URI.create(url == null ? "" : url);
            int standardPort = "http".equals(uri.getScheme()) ? 80 : 443;
            return url == null || uri.getHost() == null
                    ? null
                    : new Server(url, uri.getHost(), uri.getPort() < 0 ? standardPort : uri.getPort());
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }
}
