package dev.costspan.pricing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A price file behind an HTTPS address. One time limit holds for the whole exchange, redirects included; those lead to HTTPS only.
 * Nothing is sent but the version that is known: no cookies, no credentials.
 */
final class HttpFeedSource implements FeedSource {

    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_TAG_CHARACTERS = 1_024;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final URI address;
    private final String name;
    private final Duration timeout;
    private final int maxBytes;
    private final Supplier<HttpClient.Builder> clients;
    private final LongSupplier nanoTime;

    /**
     * Makes a source.
     *
     * @param timeout for the whole exchange
     * @param clients makes the client of each fetch
     */
    HttpFeedSource(
            URI address, Duration timeout, int maxBytes, Supplier<HttpClient.Builder> clients, LongSupplier nanoTime) {
        this.address = address;
        this.name = nameOf(address);
        this.timeout = timeout;
        this.maxBytes = maxBytes;
        this.clients = clients;
        this.nanoTime = nanoTime;
    }

    /**
     * Checks that an address may be fetched: HTTPS, or HTTP on this machine, and no credentials in it.
     *
     * @throws IllegalArgumentException when it may not; the message says why
     */
    static void check(URI address) {
        String shown = nameOf(address);
        if (address.getHost() == null) {
            throw new IllegalArgumentException("the price feed's address must name a host, but is '" + shown + "'");
        }
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the price feed's address must not hold credentials, but that of " + shown + " does");
        }
        boolean plain = "http".equalsIgnoreCase(address.getScheme());
        if (!isHttps(address) && !(plain && isLoopback(address))) {
            throw new IllegalArgumentException(
                    "the price feed's address must begin with https://, since prices decide what is"
                            + " reported as spent; http:// is for this machine alone, but it is '" + shown + "'");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isLocal() {
        return false;
    }

    @Override
    public @Nullable FeedFile fetch(Version known) throws IOException, InterruptedException {
        // One client for each fetch: there are hours between two, and a client keeps a thread awake as long as it
        // lives.
        HttpClient client = clients.get()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .build();
        long deadline = nanoTime.getAsLong() + timeout.toNanos();
        URI at = address;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            HttpResponse<byte[]> response = send(client, at, known, deadline);
            int status = response.statusCode();
            if (status == 200) {
                return new FeedFile(response.body(), version(response.headers()));
            }
            if (status == 304 && !known.equals(Version.UNKNOWN)) {
                return null;
            }
            if (!REDIRECTS.contains(status)) {
                throw new PriceFileException("price feed " + nameOf(at) + " answered with status " + status);
            }
            at = target(at, response.headers());
        }
        throw new PriceFileException("price feed " + name + " redirects more than " + MOST_REDIRECTS + " times");
    }

    private HttpResponse<byte[]> send(HttpClient client, URI at, Version known, long deadline)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(at).header("Accept", "application/json").header("User-Agent", "costspan");
        if (known.tag() != null) {
            request.header("If-None-Match", known.tag());
        }
        if (known.lastModified() != null) {
            request.header("If-Modified-Since", known.lastModified());
        }
        CompletableFuture<HttpResponse<byte[]>> exchange =
                client.sendAsync(request.build(), head -> new LimitedBody(name, maxBytes));
        try {
            return exchange.get(deadline - nanoTime.getAsLong(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new PriceFileException("price feed " + name + " did not answer in full within " + timeout, late);
        } catch (ExecutionException failed) {
            throw cause(failed);
        } finally {
            // Ends an exchange that is not over, as when the time is.
            exchange.cancel(true);
        }
    }

    private static IOException cause(ExecutionException failed) {
        for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof PriceFileException ours) {
                throw ours;
            }
        }
        return failed.getCause() instanceof IOException io ? io : new IOException(failed.getCause());
    }

    private URI target(URI from, HttpHeaders headers) {
        String location = headers.firstValue("Location").orElse("");
        URI target;
        try {
            target = from.resolve(location);
        } catch (IllegalArgumentException none) {
            throw new PriceFileException("price feed " + nameOf(from) + " redirects to what is no address", none);
        }
        if (location.isEmpty() || !isHttps(target) || target.getHost() == null || target.getRawUserInfo() != null) {
            throw new PriceFileException("price feed " + nameOf(from) + " redirects to " + nameOf(target)
                    + ", but only https:// addresses without credentials are followed");
        }
        return target;
    }

    private static Version version(HttpHeaders headers) {
        return new Version(header(headers, "ETag"), header(headers, "Last-Modified"));
    }

    private static @Nullable String header(HttpHeaders headers, String name) {
        String value = headers.firstValue(name).orElse("");
        return value.isEmpty() || value.length() > MOST_TAG_CHARACTERS ? null : value;
    }

    private static boolean isHttps(URI address) {
        return "https".equalsIgnoreCase(address.getScheme());
    }

    /** Looks nothing up: a name that a resolver would have to know is not this machine, save for localhost. */
    private static boolean isLoopback(URI address) {
        String host = address.getHost();
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        boolean literal = host.startsWith("[") || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        try {
            return literal && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException none) {
            return false;
        }
    }

    /** Leaves out credentials and the query, which may hold a key. */
    private static String nameOf(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port
                + (address.getRawPath() == null ? "" : address.getRawPath());
    }
}
