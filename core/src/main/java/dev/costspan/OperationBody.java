package dev.costspan;

/**
 * The caller's own call, which is run once as one operation.
 *
 * @param <T> what the call returns
 * @param <X> what the call may throw
 */
@FunctionalInterface
public interface OperationBody<T, X extends Exception> {

    /**
     * Sends the request and tells the operation what the answer says.
     *
     * @param operation the operation, which the body does not end
     */
    T run(MeteredOperation operation) throws X;
}
