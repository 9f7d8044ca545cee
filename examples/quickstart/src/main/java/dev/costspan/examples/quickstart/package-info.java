/**
 * A support assistant built with LangChain4j, whose every model, embedding and vector-store call is metered by Costspan.
 * {@code Metering} is the one class that knows Costspan; everything else is what an application has anyway.
 */
@NullMarked
package dev.costspan.examples.quickstart;

import org.jspecify.annotations.NullMarked;
