package dev.costspan.benchmarks;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import java.util.List;

/** Who listens to a call that nobody instruments. */
public enum Listening {
    /** Nobody. */
    NONE,
    /** A listener that does nothing. */
    EMPTY_LISTENER;

    List<ChatModelListener> listeners() {
        return this == NONE ? List.of() : List.of(new ChatModelListener() {});
    }
}
