package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SeenTextTest {

    @Test
    void tokens_whenNothingCame_areNone() {
        SeenText seen = new SeenText();
        seen.add(null);
        seen.add("");

        assertThat(seen.isEmpty()).isTrue();
        assertThat(seen.tokens()).isZero();
    }

    @Test
    void tokens_whenPiecesCame_areRoundedUpOnceForAll() {
        SeenText seen = new SeenText();
        seen.add("Li");
        seen.add("s");
        seen.add("bon");
        seen.add(".");

        // 7 bytes
        assertThat(seen.isEmpty()).isFalse();
        assertThat(seen.tokens()).isEqualTo(2);
    }

    @Property
    void tokens_whenATextIsCutAnywhere_areThoseOfTheWhole(@ForAll String text, @ForAll int cut) {
        int at = Math.floorMod(cut, text.length() + 1);
        SeenText seen = new SeenText();
        seen.add(text.substring(0, at));
        seen.add(text.substring(at));

        assertThat(seen.tokens()).isEqualTo(TokenEstimator.bytes().tokens(null, text));
    }

    @Test
    void toString_whenTextCame_doesNotHoldIt() {
        SeenText seen = new SeenText();
        seen.add("secret");

        assertThat(seen).hasToString("SeenText{6 bytes}");
    }
}
