package dev.costspan.examples.quickstart.local;

/**
 * Tokens of one answer. {@code input} contains {@code cacheRead} and {@code cacheWrite}, {@code output} contains
 * {@code reasoning}.
 */
record TokenCount(long input, long cacheRead, long cacheWrite, long output, long reasoning) {}
