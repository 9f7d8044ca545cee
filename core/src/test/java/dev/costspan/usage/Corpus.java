package dev.costspan.usage;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Recorded streams, one file each, a chunk on each line, in the forms that the vendors document. A file's name is the provider and
 * the API.
 */
final class Corpus {

    private Corpus() {}

    record Recording(String provider, String api, List<String> chunks) {

        UsageFormat format() {
            return UsageFormat.of(provider, api);
        }

        UsageReport read(List<String> inOrder) {
            UsageFormat.Stream stream = format().stream();
            inOrder.forEach(stream::add);
            return stream.report();
        }

        @Override
        public String toString() {
            return provider + " " + api;
        }
    }

    static List<Recording> all() {
        URL folder = Objects.requireNonNull(Corpus.class.getResource("corpus"), "corpus");
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            List<Recording> all = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                String[] name =
                        file.getFileName().toString().replace(".jsonl", "").split("--");
                all.add(new Recording(name[0], name[1], Files.readAllLines(file)));
            }
            return all;
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    static Recording of(String provider, String api) {
        return all().stream()
                .filter(recording -> recording.provider.equals(provider) && recording.api.equals(api))
                .findFirst()
                .orElseThrow();
    }
}
