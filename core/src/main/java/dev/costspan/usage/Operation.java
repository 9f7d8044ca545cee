package dev.costspan.usage;

/**
 * A kind of billable thing an application asks a provider for.
 *
 * <p>{@link #id()} is the value of {@code gen_ai.operation.name}, or of {@code db.operation.name} for vector stores. {@code
 * chat} and {@code embeddings} are names of the OpenTelemetry GenAI conventions v1.41; the conventions have none for the
 * other kinds, so theirs are Costspan's own.
 */
public enum Operation {
    /** One round of a language model: a completion, a chat turn, one step of a tool loop. */
    CHAT("chat", Domain.GEN_AI),
    /** Text or images turned into vectors. */
    EMBEDDINGS("embeddings", Domain.GEN_AI),
    /** A similarity search in a vector store. */
    VECTOR_QUERY("query", Domain.VECTOR_STORE),
    /** Vectors written to a vector store. */
    VECTOR_UPSERT("upsert", Domain.VECTOR_STORE),
    /** Documents scored against a query. */
    RERANK("rerank", Domain.GEN_AI),
    /** Images made or edited. */
    IMAGE("image_generation", Domain.GEN_AI),
    /** Text turned into speech. */
    SPEECH("speech", Domain.GEN_AI),
    /** Speech turned into text. */
    TRANSCRIPTION("transcription", Domain.GEN_AI),
    /** Content checked against a policy. */
    MODERATION("moderation", Domain.GEN_AI),
    /** A model trained on the caller's data. */
    FINE_TUNING("fine_tuning", Domain.GEN_AI),
    /** An answer judged by a model or a paid service. */
    EVALUATION("evaluation", Domain.GEN_AI),
    /** Time on a GPU the caller pays for whether or not a model is busy. */
    GPU_TIME("gpu_time", Domain.CHARGE),
    /** An amount that is known without usage, such as a monthly minimum. */
    FIXED_CHARGE("fixed_charge", Domain.CHARGE);

    /** Which family of conventions describes an operation. */
    public enum Domain {
        /** Described by {@code gen_ai.*}, a call to a model. */
        GEN_AI,
        /** Described by {@code db.*}, a call to a vector store. */
        VECTOR_STORE,
        /** No call on the wire: a charge the application states. */
        CHARGE
    }

    private final String id;
    private final Domain domain;

    Operation(String id, Domain domain) {
        this.id = id;
        this.domain = domain;
    }

    /** Returns the operation's name on spans and metrics. */
    public String id() {
        return id;
    }

    /** Returns the family of conventions that describes this operation. */
    public Domain domain() {
        return domain;
    }

    /**
     * Returns the meter that a card may bill once for each answered operation although no provider reports it: queries for
     * {@link #VECTOR_QUERY}, searches for {@link #RERANK}, requests for everything else.
     */
    public Meter perCall() {
        return switch (this) {
            case VECTOR_QUERY -> Meter.QUERIES;
            case RERANK -> Meter.RERANK_SEARCHES;
            default -> Meter.REQUESTS;
        };
    }

    /** Returns whether a complete answer states {@code meter}, so that its absence leaves the cost incomplete. */
    public boolean expects(Meter meter) {
        return switch (this) {
            case CHAT -> meter == Meter.INPUT_TOKENS || meter == Meter.OUTPUT_TOKENS;
            case EMBEDDINGS -> meter == Meter.INPUT_TOKENS;
            default -> false;
        };
    }
}
