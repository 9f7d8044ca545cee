package dev.costspan.contract;

/** What a provider does with one request. */
public enum Scene {
    /** Answers in full, with usage. */
    ANSWER,
    /** Answers in full and reports no usage. */
    ANSWER_WITHOUT_USAGE,
    /** Answers in full by a model that no card names. */
    ANSWER_BY_UNKNOWN_MODEL,
    /** Answers up to the limit of output tokens, with usage. */
    CUT_OFF,
    /** Answers in full, with usage, in a form that the client cannot read. */
    UNREADABLE,
    /** Refuses the request for good. */
    REJECTION,
    /** Says 429: try again later. */
    TOO_MANY_REQUESTS,
    /** Says 500. */
    SERVER_ERROR,
    /** Says nothing until the client gives up. */
    SILENCE,
    /** Sends half of a stream and drops the connection. */
    CUT_SHORT,
    /** Sends half of a stream and then nothing for as long as the client waits. */
    HELD
}
