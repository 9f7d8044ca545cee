package dev.costspan.examples.quickstart.local;

/**
 * A request and its answer, ready to be written.
 *
 * @param number counts the answers of this server, from 1
 */
record Exchange(Prompt prompt, ServedModel model, Reply reply, TokenCount tokens, int number) {}
