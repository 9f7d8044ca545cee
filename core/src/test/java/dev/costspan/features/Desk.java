package dev.costspan.features;

import dev.costspan.outcome.OutcomeRecord;
import dev.costspan.outcome.Outcomes;
import dev.costspan.telemetry.CostRecord;
import dev.costspan.telemetry.CostSink;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody who asks a model for each business result, and keeps what became of the results. */
final class Desk implements CostSink {

    private static final int MOST_COLLECTIONS = 200;

    final List<OutcomeRecord> ended = new CopyOnWriteArrayList<>();
    final Observed observed = Observed.with(settings -> settings.directSink(this));
    final Outcomes outcomes = observed.costspan.outcomes();

    /** Spends 0.00275 USD in one operation. */
    void ask() {
        observed.chat().call(Answer.USUAL::tell);
    }

    OutcomeRecord only() {
        if (ended.size() != 1) {
            throw new AssertionError("expected one ended outcome, but there are " + ended);
        }
        return ended.get(0);
    }

    /** Collects garbage until an outcome has ended, and returns it. */
    OutcomeRecord onlyAfterCollection() throws InterruptedException {
        for (int i = 0; i < MOST_COLLECTIONS && ended.isEmpty(); i++) {
            System.gc();
            synchronized (ended) {
                ended.wait(20);
            }
        }
        return only();
    }

    @Override
    public void accept(CostRecord costRecord) {}

    @Override
    public void accept(OutcomeRecord outcomeRecord) {
        ended.add(outcomeRecord);
        synchronized (ended) {
            ended.notifyAll();
        }
    }
}
