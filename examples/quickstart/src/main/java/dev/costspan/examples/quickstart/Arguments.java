package dev.costspan.examples.quickstart;

import java.util.ArrayList;
import java.util.List;

/** The command line. */
record Arguments(boolean zipkin, boolean live, boolean help) {
    static final String USAGE = """
            Usage: quickstart [--zipkin] [--live] [--help]
              --zipkin  start Zipkin on 127.0.0.1:9411 unless it runs already, and keep it until Ctrl-C
              --live    ask OpenAI (gpt-4o-mini) instead of the local providers; needs OPENAI_API_KEY
              --help    print this text
            """;

    /**
     * Reads a command line.
     *
     * @throws IllegalArgumentException naming every argument that is not known
     */
    static Arguments parse(List<String> words) {
        List<String> unknown = new ArrayList<>(words);
        unknown.removeAll(List.of("--zipkin", "--live", "--help"));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    (unknown.size() == 1 ? "unknown argument: " : "unknown arguments: ") + String.join(" ", unknown));
        }
        return new Arguments(words.contains("--zipkin"), words.contains("--live"), words.contains("--help"));
    }
}
