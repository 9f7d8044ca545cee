package dev.costspan.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestHashTest {

    @Test
    void hash_whenPartsAreEqualButNotTheSame_isTheSame() {
        assertThat(hash(new String("How long does a parcel take?"), null, new byte[] {1, 2}, 0.2))
                .isEqualTo(hash(new String("How long does a parcel take?"), null, new byte[] {1, 2}, 0.2));
    }

    @Test
    void text_whenHashCodesAndLengthsAreTheSame_tellsTextsApart() {
        String one = "the Aa parcel";
        String other = "the BB parcel";

        assertThat(one).hasSameHashCodeAs(other).hasSameSizeAs(other);
        assertThat(hash(one)).isNotEqualTo(hash(other));
    }

    @Test
    void text_whenAnyOneCharacterOfALongOneDiffers_isAnother() {
        String text = "Where is my parcel? ".repeat(200);
        Set<Long> hashes = new HashSet<>();
        hashes.add(hash(text));

        for (int i = 0; i < text.length(); i++) {
            hashes.add(hash(text.substring(0, i) + '#' + text.substring(i + 1)));
        }

        assertThat(hashes).hasSize(text.length() + 1);
    }

    @Test
    void hash_whenPartsMoveOrAreMissing_isAnother() {
        Set<Long> hashes = new HashSet<>();
        hashes.add(hash());
        hashes.add(hash("a", "b"));
        hashes.add(hash("b", "a"));
        hashes.add(hash("ab"));
        hashes.add(hash("ab", ""));
        hashes.add(hash("ab", null));
        hashes.add(hash(null, "ab"));

        assertThat(hashes).hasSize(7);
    }

    @Test
    void bytes_whenOneDiffers_isAnother() {
        byte[] audio = "RIFF....WAVE".getBytes(StandardCharsets.UTF_8);
        byte[] other = audio.clone();
        other[5] ^= 1;

        assertThat(hash((Object) audio)).isNotEqualTo(hash((Object) other)).isNotEqualTo(hash((Object) null));
    }

    private static long hash(Object... parts) {
        RequestHash hash = new RequestHash();
        for (Object part : parts) {
            if (part instanceof String text) {
                hash.text(text);
            } else if (part instanceof byte[] bytes) {
                hash.bytes(bytes);
            } else {
                hash.value(part);
            }
        }
        return hash.hash();
    }
}
