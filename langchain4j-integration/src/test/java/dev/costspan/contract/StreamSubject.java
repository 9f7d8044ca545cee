package dev.costspan.contract;

import io.opentelemetry.context.Context;
import java.util.List;

/** A client whose answers are streams. */
public interface StreamSubject extends Subject {

    /** Sends a request through the wrapper and cancels its stream by its handle, inside the first callback. */
    void askAndCancelInside();

    /** Sends a request through the wrapper and cancels its stream by its handle, on this thread, after the first callback. */
    void askAndCancelOutside();

    /** Sends a request through the wrapper and returns the Context that was current in each callback. */
    List<Context> contextsOfCallbacks();
}
