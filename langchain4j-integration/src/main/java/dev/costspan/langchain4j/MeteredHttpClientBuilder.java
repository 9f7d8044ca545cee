package dev.costspan.langchain4j;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.time.Duration;

/** A builder whose clients count attempts. Settings go to the delegate. */
final class MeteredHttpClientBuilder implements HttpClientBuilder {

    private HttpClientBuilder delegate;

    MeteredHttpClientBuilder(HttpClientBuilder delegate) {
        this.delegate = delegate;
    }

    @Override
    public Duration connectTimeout() {
        return delegate.connectTimeout();
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        delegate = delegate.connectTimeout(timeout);
        return this;
    }

    @Override
    public Duration readTimeout() {
        return delegate.readTimeout();
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        delegate = delegate.readTimeout(timeout);
        return this;
    }

    @Override
    public HttpClient build() {
        return new MeteredHttpClient(delegate.build());
    }
}
