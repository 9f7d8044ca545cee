/**
 * A stand-in for two LLM providers on this machine, so that the quickstart needs no key and no network. The quickstart
 * talks to it over HTTP with the same clients that talk to the real providers.
 */
@NullMarked
package dev.costspan.examples.quickstart.local;

import org.jspecify.annotations.NullMarked;
