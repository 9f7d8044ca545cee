package dev.costspan.langchain4j;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A type of LangChain4j's, and the parts of it that somebody looks at. */
record Holder<T>(Class<T> type, Function<T, @Nullable Object> parts) {

    /** Returns the first whose type the part has, or null. */
    static @Nullable Holder<?> of(List<Holder<?>> holders, Object part) {
        for (Holder<?> holder : holders) {
            if (holder.type.isInstance(part)) {
                return holder;
            }
        }
        return null;
    }

    @Nullable Object in(Object part) {
        return parts.apply(type.cast(part));
    }
}
