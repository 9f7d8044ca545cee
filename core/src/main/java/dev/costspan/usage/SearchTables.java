package dev.costspan.usage;

/** The usage objects of embedders, rerankers and vector stores, and of Cohere, which is all of it in one. */
final class SearchTables {

    /**
     * Cohere's chat, embeddings and reranking, versions 1 and 2. What {@code tokens} counts is more than what is billed, so billed
     * units win. Cached tokens are part of {@code tokens} and may exceed what is billed, so they are left out. Image tokens are
     * billed beside the input.
     */
    static final FormatTable COHERE = FormatTable.of("Cohere")
            .answers("", "response", "delta")
            .usages("usage", "meta")
            .total(Meter.INPUT_TOKENS, "billed_units.input_tokens", "tokens.input_tokens")
            .outside(Meter.INPUT_IMAGE_TOKENS, Meter.INPUT_TOKENS, "billed_units.image_tokens")
            .total(Meter.OUTPUT_TOKENS, "billed_units.output_tokens", "tokens.output_tokens")
            .inside(Meter.RERANK_SEARCHES, "billed_units.search_units")
            .inside(Meter.INPUT_IMAGES, "billed_units.images")
            .model("/model")
            .known("cached_tokens", "api_version", "warnings")
            .build();

    /** Cohere's own count of tokens, which is not what it bills. */
    static final FormatTable COHERE_TOKENS = FormatTable.of("Cohere tokens")
            .answers("", "response", "delta")
            .usages("usage", "meta")
            .total(Meter.INPUT_TOKENS, "tokens.input_tokens")
            .inside(Meter.CACHE_READ_TOKENS, "cached_tokens")
            .total(Meter.OUTPUT_TOKENS, "tokens.output_tokens")
            .model("/model")
            .known("billed_units", "api_version", "warnings")
            .build();

    /** Voyage and Jina: embeddings and reranking by the token, images by the pixel. */
    static final FormatTable TOTAL_TOKENS = FormatTable.of("Voyage and Jina")
            .total(Meter.INPUT_TOKENS, "total_tokens")
            .inside(Meter.INPUT_PIXELS, "image_pixels")
            .model("/model")
            .known("prompt_tokens", "text_tokens")
            .build();

    /** Pinecone: stores, embeddings and reranking. Read units come rounded up to whole ones. */
    static final FormatTable PINECONE = FormatTable.of("Pinecone")
            .inside(Meter.READ_UNITS, "readUnits", "read_units")
            .inside(Meter.WRITE_UNITS, "writeUnits", "write_units")
            .total(Meter.INPUT_TOKENS, "embedTotalTokens", "embed_total_tokens", "total_tokens", "totalTokens")
            .inside(Meter.RERANK_SEARCHES, "rerankUnits", "rerank_units")
            .model("/model")
            .known("egress_bytes", "egressBytes")
            .build();

    private SearchTables() {}
}
