package dev.costspan.contract;

import java.util.Map;
import java.util.function.Supplier;

/**
 * One client behind a wrapper, and the provider it talks to, as the contract sees them. Every way of asking blocks until the
 * caller knows the answer, and returns or throws what the caller of the real client gets.
 */
public interface Subject extends AutoCloseable {

    /** Sets what the provider does with the next requests, one scene each. */
    void next(Scene... scenes);

    /** Sends one request through the wrapper; each call sends the same. */
    String ask();

    /** Sends the same request through the client as it is. */
    String askBare();

    /** Returns each way in which two instrumentations of one Costspan see one call, by a name for messages. */
    Map<String, Supplier<String>> nested();

    /** Returns how many requests the provider has seen. */
    int requests();

    /** Stops the provider. */
    @Override
    void close();
}
