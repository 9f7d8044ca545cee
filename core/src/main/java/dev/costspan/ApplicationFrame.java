package dev.costspan;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The innermost line of the application on a stack. */
final class ApplicationFrame {

    /** What stands between an application and an operation. */
    private static final List<String> OTHERS = List.of(
            "dev.costspan.",
            "dev.langchain4j.",
            "org.springframework.",
            "reactor.",
            "kotlin.",
            "kotlinx.",
            "io.opentelemetry.",
            "java.",
            "javax.",
            "jdk.",
            "sun.");

    private ApplicationFrame() {}

    /** Returns it for the current thread, as a stack trace spells it, or null when the application has no line there. */
    static @Nullable String current() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(ApplicationFrame::isOfTheApplication)
                        .map(ApplicationFrame::spelled)
                        .findFirst()
                        .orElse(null));
    }

    private static boolean isOfTheApplication(StackFrame frame) {
        return OTHERS.stream().noneMatch(frame.getClassName()::startsWith);
    }

    private static String spelled(StackFrame frame) {
        String file = frame.getFileName() == null ? "Unknown Source" : frame.getFileName();
        String line = frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber();
        return frame.getClassName() + "." + frame.getMethodName() + "(" + file + line + ")";
    }
}
