package dev.costspan.langchain4j;

import dev.costspan.Attempt;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import org.jspecify.annotations.Nullable;

/** A listener of a stream that tells its attempt whether the provider accepted the request. */
final class AttemptListener implements ServerSentEventListener {

    private final Attempt attempt;
    private final @Nullable SeenEvents events;
    private final ServerSentEventListener delegate;
    private @Nullable ServerSentEventParsingHandle reading;

    AttemptListener(Attempt attempt, @Nullable SeenEvents events, ServerSentEventListener delegate) {
        this.attempt = attempt;
        this.events = events;
        this.delegate = delegate;
    }

    @Override
    public void onOpen(SuccessfulHttpResponse response) {
        delegate.onOpen(response);
    }

    @Override
    public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
        reading = context.parsingHandle();
        see(event);
        delegate.onEvent(event, context);
    }

    @Override
    public void onEvent(ServerSentEvent event) {
        see(event);
        delegate.onEvent(event);
    }

    /** The error that a reader meets because the caller closed its stream is not the provider's. */
    @Override
    public void onError(Throwable throwable) {
        ServerSentEventParsingHandle known = reading;
        if (known != null && known.isCancelled()) {
            attempt.succeed();
        } else {
            MeteredHttpClient.fail(attempt, throwable);
        }
        delegate.onError(throwable);
    }

    @Override
    public void onClose() {
        attempt.succeed();
        delegate.onClose();
    }

    private void see(@Nullable ServerSentEvent event) {
        if (events != null && event != null) {
            events.add(event.data());
        }
    }
}
