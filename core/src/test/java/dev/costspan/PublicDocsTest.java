package dev.costspan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Doclint checks what comments say; this checks that they are there. */
class PublicDocsTest {

    private static final List<Path> SOURCES = List.of(
            Path.of("src/main/java"),
            Path.of("../cdi-integration/src/main/java"),
            Path.of("../langchain4j-integration/src/main/java"),
            Path.of("../testing/src/main/java"));
    private static final Pattern PUBLIC = Pattern.compile(" {0,8}public .*[({;]$");
    private static final Pattern ANNOTATION = Pattern.compile("\\s*@.*");

    @Test
    void everyPublicMember_whenDeclared_hasADoc() throws IOException {
        List<String> without = new ArrayList<>();
        int files = 0;
        for (Path source : SOURCES) {
            try (Stream<Path> found = Files.walk(source)) {
                for (Path file :
                        found.filter(path -> path.toString().endsWith(".java")).toList()) {
                    without.addAll(membersWithoutDoc(file));
                    files++;
                }
            }
        }

        assertThat(files).isGreaterThan(80);
        assertThat(without).isEmpty();
    }

    private static List<String> membersWithoutDoc(Path file) {
        List<String> lines = lines(file);
        if (lines.stream().noneMatch(line -> line.startsWith("public "))) {
            return List.of();
        }
        List<String> without = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (PUBLIC.matcher(lines.get(i)).matches() && !isDocumented(lines, i)) {
                without.add(file.getFileName() + ": " + lines.get(i).strip());
            }
        }
        return without;
    }

    private static boolean isDocumented(List<String> lines, int declaration) {
        int above = declaration - 1;
        while (above >= 0 && ANNOTATION.matcher(lines.get(above)).matches()) {
            if (lines.get(above).strip().equals("@Override")) {
                return true;
            }
            above--;
        }
        return above >= 0 && lines.get(above).strip().endsWith("*/");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
