package dev.costspan.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

class ThrottledLogTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final KeepingLogger logger = new KeepingLogger();
    private final ThrottledLog log = new ThrottledLog(logger, Duration.ofMinutes(10), nanos::get);

    @Test
    void warn_whenTheSameIsSaidAgain_logsOnceEachInterval() {
        log.warn("key", "first");
        nanos.addAndGet(Duration.ofMinutes(10).toNanos() - 1);
        log.warn("key", "too early");
        nanos.addAndGet(1);
        log.warn("key", "due, although the clock went over its largest number");

        assertThat(logger.lines)
                .containsExactly("WARN first", "WARN due, although the clock went over its largest number");
    }

    @Test
    void warn_whenKeysDiffer_logsEach() {
        log.warn("a", "one");
        log.warn("b", "two");

        assertThat(logger.lines).containsExactly("WARN one", "WARN two");
    }

    @Test
    void warn_whenTheMessageHoldsBraces_logsItAsItIs() {
        log.warn("a", "model '{}'");

        assertThat(logger.lines).containsExactly("WARN model '{}'");
    }

    @Test
    void warn_whenTheLineIsNotDue_doesNotMakeIt() {
        log.warn("a", () -> "one");
        log.warn("a", () -> {
            throw new AssertionError("not due");
        });

        assertThat(logger.lines).containsExactly("WARN one");
    }

    @Test
    void warn_whenThereAreMoreKeysThanAreKept_sharesOneAmongTheRest() {
        for (int i = 0; i < 1000; i++) {
            log.warn("key-" + i, "line");
        }

        assertThat(logger.lines).hasSize(257);
    }

    @Test
    void warn_whenSomethingWasThrown_namesItsClassAndNeverItsMessage() {
        log.warn("a", "The sink failed", new IllegalStateException("secret", new RuntimeException("secret too")));

        assertThat(logger.lines).hasSize(2);
        assertThat(logger.lines.get(0)).isEqualTo("WARN The sink failed (java.lang.IllegalStateException)");
        assertThat(logger.lines.get(1)).startsWith("DEBUG").contains("ThrottledLogTest");
        assertThat(logger.lines.toString()).doesNotContain("secret");
    }

    @Test
    void warn_whenTheLoggerThrows_disturbsNobody() {
        logger.broken = true;

        log.warn("a", "one");
        log.warn("b", "two", new IllegalStateException());

        assertThat(logger.lines).isEmpty();
    }

    private static final class KeepingLogger extends LegacyAbstractLogger {

        private static final long serialVersionUID = 1L;

        private final List<String> lines = new ArrayList<>();
        private boolean broken;

        @Override
        protected void handleNormalizedLoggingCall(
                Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
            if (broken) {
                throw new IllegalStateException("disk full");
            }
            String stack = thrown == null ? "" : " " + thrown + " at " + thrown.getStackTrace()[0];
            lines.add(level + " " + MessageFormatter.basicArrayFormat(pattern, arguments) + stack);
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return ThrottledLog.class.getName();
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
