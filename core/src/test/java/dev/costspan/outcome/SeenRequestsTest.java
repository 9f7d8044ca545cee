package dev.costspan.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeenRequestsTest {

    private static final int MOST = 1_024;

    @Test
    void addOrFind_whenNewOrKnown_agreesWithASet() {
        SeenRequests seen = new SeenRequests();
        Set<Long> expected = new HashSet<>();
        Random random = new Random(7);

        for (int i = 0; i < 3_000; i++) {
            long fingerprint = random.nextInt(900);
            assertThat(seen.addOrFind(fingerprint << 32)).isEqualTo(!expected.add(fingerprint));
        }
    }

    @Test
    void addOrFind_whenThereAreTooMany_remembersTheFirstOnly() {
        SeenRequests seen = new SeenRequests();
        for (long fingerprint = 1; fingerprint <= MOST; fingerprint++) {
            assertThat(seen.addOrFind(fingerprint)).isFalse();
        }

        assertThat(seen.addOrFind(MOST + 1L)).isFalse();
        assertThat(seen.addOrFind(MOST + 1L)).isFalse();
        assertThat(seen.addOrFind(1)).isTrue();
        assertThat(seen.addOrFind(MOST)).isTrue();
    }

    @Test
    void addOrFind_whenZero_isAValueLikeAnother() {
        SeenRequests seen = new SeenRequests();

        assertThat(seen.addOrFind(0)).isFalse();
        assertThat(seen.addOrFind(0)).isTrue();
    }
}
