package dev.costspan.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OperationTest {

    @Test
    void perCall_whenASearch_isAQueryOrASearchAndARequestElsewhere() {
        assertThat(Operation.VECTOR_QUERY.perCall()).isEqualTo(Meter.QUERIES);
        assertThat(Operation.RERANK.perCall()).isEqualTo(Meter.RERANK_SEARCHES);
        assertThat(Operation.CHAT.perCall()).isEqualTo(Meter.REQUESTS);
        assertThat(Operation.VECTOR_UPSERT.perCall()).isEqualTo(Meter.REQUESTS);
    }

    @Test
    void expects_whenChat_isBothTotals() {
        assertThat(Arrays.stream(Meter.values()).filter(Operation.CHAT::expects))
                .containsExactly(Meter.INPUT_TOKENS, Meter.OUTPUT_TOKENS);
        assertThat(Arrays.stream(Meter.values()).filter(Operation.EMBEDDINGS::expects))
                .containsExactly(Meter.INPUT_TOKENS);
        assertThat(Arrays.stream(Meter.values()).filter(Operation.IMAGE::expects))
                .isEmpty();
    }

    @Test
    void id_whenListed_isUniqueAcrossOperationsMetersAndBuckets() {
        assertThat(Arrays.stream(Operation.values()).map(Operation::id)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(Meter.values()).map(Meter::id)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(Bucket.values()).map(Bucket::id)).doesNotHaveDuplicates();
    }

    @Test
    void at_whenGivenAnOrdinal_returnsTheConstant() {
        for (Meter meter : Meter.values()) {
            assertThat(Meter.at(meter.ordinal())).isSameAs(meter);
        }
        for (Bucket bucket : Bucket.values()) {
            assertThat(Bucket.at(bucket.ordinal())).isSameAs(bucket);
        }
    }
}
