package dev.costspan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.usage.Operation;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintsTest {

    @Test
    void of_whenAnythingDiffers_differs() {
        long usual = Fingerprints.of(Operation.CHAT, "openai", "gpt-4o", 42);

        assertThat(Fingerprints.of(Operation.CHAT, "openai", "gpt-4o", 42)).isEqualTo(usual);
        assertThat(Fingerprints.of(Operation.EMBEDDINGS, "openai", "gpt-4o", 42))
                .isNotEqualTo(usual);
        assertThat(Fingerprints.of(Operation.CHAT, "azure.ai.openai", "gpt-4o", 42))
                .isNotEqualTo(usual);
        assertThat(Fingerprints.of(Operation.CHAT, "openai", null, 42)).isNotEqualTo(usual);
        assertThat(Fingerprints.of(Operation.CHAT, "openai", "gpt-4o", 43)).isNotEqualTo(usual);
    }

    @Test
    void of_whateverIsHashed_isNeverTheHashAndNeverZero() {
        Set<Long> seen = new HashSet<>();
        for (long hash = 0; hash < 10_000; hash++) {
            long fingerprint = Fingerprints.of(Operation.CHAT, "openai", "gpt-4o", hash);
            assertThat(fingerprint).isNotZero().isNotEqualTo(hash);
            seen.add(fingerprint);
        }
        assertThat(seen).hasSize(10_000);
    }
}
