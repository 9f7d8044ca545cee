package dev.costspan.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceFeedBuilderTest {

    private static final URI ADDRESS = URI.create("https://prices.example/prices.json");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://prices.example/prices.json",
                "HTTPS://prices.example:8443/p?sig=1",
                "http://localhost:1/p",
                "http://127.0.0.1/p",
                "http://127.9.9.9/p",
                "http://[::1]:8080/p"
            })
    void build_whenTheAddressIsSafe_makesAFeed(String address) {
        assertThat(PriceFeed.builder(URI.create(address)).build().status()).isEqualTo(PriceFeed.Status.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({
        "http://prices.example/p?key=secret, 'must begin with https://'",
        "http://127.0.0.1.prices.example/p, 'must begin with https://'",
        "http://10.0.0.1/p, 'must begin with https://'",
        "ftp://prices.example/p, 'must begin with https://'",
        "https:/p, 'must name a host'",
        "prices.json, 'must name a host'",
        "https://user:secret@prices.example/p, 'must not hold credentials'"
    })
    void build_whenTheAddressIsNotSafe_saysWhyWithoutSecrets(String address, String why) {
        assertThatThrownBy(() -> PriceFeed.builder(URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("secret");
    }

    @Test
    void every_whenTooShortOrTooLong_namesTheLimits() {
        assertThatThrownBy(() -> PriceFeed.builder(ADDRESS).every(Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("every of a price feed must be between PT1S and PT8760H, but is PT0.999S");
        assertThatThrownBy(() -> PriceFeed.builder(ADDRESS).every(Duration.ofDays(366)))
                .hasMessageContaining("but is PT8784H");
    }

    @Test
    void timeout_whenNotPositiveOrTooLong_namesTheLimits() {
        assertThatThrownBy(() -> PriceFeed.builder(ADDRESS).timeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout of a price feed must be between PT0.000000001S and PT1H, but is PT0S");
        assertThatThrownBy(() -> PriceFeed.builder(ADDRESS).timeout(Duration.ofHours(2)))
                .hasMessageContaining("but is PT2H");
    }

    @Test
    void maxBytes_whenOutOfBounds_namesThem() {
        assertThatThrownBy(() -> PriceFeed.builder(ADDRESS).maxBytes(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxBytes of a price feed must be between 1 and 67108864, but is 0");
        assertThatThrownBy(() -> PriceFeed.builder(ADDRESS).maxBytes(67_108_865))
                .hasMessageContaining("but is 67108865");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "zzz0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"})
    void sha256_whenNoDigest_saysWhatItMustBe(String pin) {
        assertThatThrownBy(() -> PriceFeed.builder(ADDRESS).sha256(pin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sha256 of a price feed must be 64 hexadecimal digits, but is '" + pin + "'");
    }

    @Test
    void cache_whenADirectory_saysSo(@TempDir Path directory) {
        assertThatThrownBy(() -> PriceFeed.builder(ADDRESS).cache(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cache of a price feed must be a file, but " + directory
                        + " is a directory; name a file in it");
    }

    @Test
    void build_whenALocalFileHasACache_saysItNeedsNone(@TempDir Path directory) {
        Path file = directory.resolve("prices.json");

        assertThatThrownBy(() ->
                        PriceFeed.file(file).cache(directory.resolve("copy")).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file + " needs no cache");
        assertThat(PriceFeed.builder(file.toUri()).build().name()).isEqualTo(file.toString());
    }

    @Test
    void delay_whenNothingIsSet_isSixHoursAndTenSecondsForAFile() {
        assertThat(PriceFeed.builder(ADDRESS).random(() -> 0).build().delay()).isEqualTo(Duration.ofHours(6));
        assertThat(PriceFeed.file(Path.of("prices.json"))
                        .random(() -> 0)
                        .build()
                        .delay())
                .isEqualTo(Duration.ofSeconds(10));
    }
}
