package dev.costspan.pricing;

import static dev.costspan.pricing.FeedFiles.costing;
import static dev.costspan.pricing.FeedFiles.price;
import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.pricing.PriceFeed.Refresh;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds over HTTPS, with a certificate made for the test by the JDK's keytool. */
class PriceFeedTlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private static SSLContext tls;

    @BeforeAll
    static void makeCertificate(@TempDir Path directory) throws Exception {
        Path store = directory.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(store)) {
            keys.load(stream, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    }

    @Test
    void refresh_whenRedirectedToHttps_follows() throws Exception {
        try (PriceServer secure = PriceServer.https(tls);
                PriceServer plain = PriceServer.http()) {
            secure.answers(200, costing("1"));
            plain.answers(exchange -> PriceServer.redirect(exchange, secure.address("/there")));
            PriceFeed feed = PriceFeed.builder(plain.address("/here"))
                    .client(() -> HttpClient.newBuilder().sslContext(tls))
                    .build();

            assertThat(feed.refresh()).isEqualTo(Refresh.UPDATED);
            assertThat(price(feed)).isEqualByComparingTo("1");
        }
    }

    @Test
    void refresh_whenRedirectsGoRound_givesUp() throws Exception {
        try (PriceServer secure = PriceServer.https(tls)) {
            secure.answers(exchange -> PriceServer.redirect(exchange, URI.create("/again")));
            PriceFeed feed = PriceFeed.builder(secure.address("/here"))
                    .client(() -> HttpClient.newBuilder().sslContext(tls))
                    .build();

            assertThat(feed.refresh()).isEqualTo(Refresh.FAILED);
            assertThat(feed.lastFailure()).endsWith("redirects more than 5 times");
            assertThat(secure.requests()).hasSize(6);
        }
    }

    @Test
    void refresh_whenHttpsRedirectsToPlainHttp_doesNotFollow() throws Exception {
        try (PriceServer secure = PriceServer.https(tls);
                PriceServer plain = PriceServer.http()) {
            plain.answers(200, costing("9"));
            secure.answers(exchange -> PriceServer.redirect(exchange, plain.address("/there")));
            PriceFeed feed = PriceFeed.builder(secure.address("/here"))
                    .client(() -> HttpClient.newBuilder().sslContext(tls))
                    .build();

            assertThat(feed.refresh()).isEqualTo(Refresh.FAILED);
            assertThat(plain.requests()).isEmpty();
        }
    }

    @Test
    void refresh_whenTheCertificateIsNotTrusted_fails() throws Exception {
        try (PriceServer secure = PriceServer.https(tls)) {
            secure.answers(200, costing("1"));
            PriceFeed feed = PriceFeed.builder(secure.address("/here")).build();

            assertThat(feed.refresh()).isEqualTo(Refresh.FAILED);
            assertThat(secure.requests()).isEmpty();
        }
    }
}
