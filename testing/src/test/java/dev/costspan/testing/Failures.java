package dev.costspan.testing;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What an assertion says when it fails. */
final class Failures {

    private Failures() {}

    /** Returns the message of an assertion that must fail. */
    static String messageOf(ThrowingCallable assertion) {
        AssertionError error = catchThrowableOfType(AssertionError.class, assertion);
        if (error == null) {
            throw new AssertionError("the assertion should have failed, but it passed");
        }
        return error.getMessage();
    }
}
