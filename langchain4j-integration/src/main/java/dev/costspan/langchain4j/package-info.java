/**
 * Costspan around LangChain4j: decorators for its models, stores and HTTP clients, and listeners for those who can only register
 * listeners. {@link dev.costspan.langchain4j.CostspanLangChain4j} is the front door. Every class here only translates; the data
 * path is in {@code costspan-core}.
 */
@NullMarked
package dev.costspan.langchain4j;

import org.jspecify.annotations.NullMarked;
