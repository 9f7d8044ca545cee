package dev.costspan.outcome;

import static dev.costspan.outcome.PendingOutcomes.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InMemoryOutcomeStoreTest extends OutcomeStoreContract {

    @Override
    OutcomeStore store(int capacity) {
        return OutcomeStore.inMemory(capacity);
    }

    @Test
    void inMemory_whenTheCapacityIsNone_throwsWithIt() {
        assertThatThrownBy(() -> OutcomeStore.inMemory(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capacity")
                .hasMessageContaining("but is 0");
    }

    @Test
    void takeExpired_whenOneWithALongWindowCameFirst_stillGivesOutTheOthers() throws IOException {
        OutcomeStore store = store(10);
        store.put(PendingOutcomes.of("long", EXPIRY));
        store.put(PendingOutcomes.of("short", START.plusSeconds(1)));

        assertThat(store.takeExpired(START.plus(Duration.ofHours(1))))
                .containsExactly(PendingOutcomes.of("short", START.plusSeconds(1)));
    }
}
