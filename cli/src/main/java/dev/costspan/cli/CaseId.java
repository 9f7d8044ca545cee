package dev.costspan.cli;

/**
 * A case's name, repeated as it came.
 *
 * @param text the string's characters, or the number's or boolean's text
 * @param isString whether it was a string
 */
record CaseId(String text, boolean isString) {}
