package dev.costspan.features;

import dev.costspan.outcome.OutcomeStore;
import dev.costspan.outcome.PendingOutcome;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** A store that does what another does, but for what a test overrides. */
class ForwardingStore implements OutcomeStore {

    private final OutcomeStore store;

    ForwardingStore(OutcomeStore store) {
        this.store = store;
    }

    @Override
    public void put(PendingOutcome pending) throws IOException {
        store.put(pending);
    }

    @Override
    public PendingOutcome take(String id) throws IOException {
        return store.take(id);
    }

    @Override
    public boolean wasTaken(String id) throws IOException {
        return store.wasTaken(id);
    }

    @Override
    public List<PendingOutcome> takeExpired(Instant now) throws IOException {
        return store.takeExpired(now);
    }
}
