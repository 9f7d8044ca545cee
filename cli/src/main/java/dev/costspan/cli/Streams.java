package dev.costspan.cli;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * What a command reads and writes when no file is named.
 *
 * @param in standard input
 * @param out standard output: results alone
 * @param err standard error: what goes wrong, for people
 */
record Streams(InputStream in, OutputStream out, OutputStream err) {}
