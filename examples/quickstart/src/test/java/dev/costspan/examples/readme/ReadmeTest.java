package dev.costspan.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path SAMPLES = Path.of("src/main/java/dev/costspan/examples/readme");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/attribution.md", "docs/outcomes.md", "docs/prices.md"})
    void javaBlocks_whenCompared_standInCodeThatCompiles(String page) throws IOException {
        StringBuilder samples = new StringBuilder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(SAMPLES, "*Samples.java")) {
            for (Path file : files) {
                samples.append(withoutSpace(Files.readString(file)));
            }
        }

        assertThat(blocks(page))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(samples).contains(withoutSpace(block)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/attribution.md", "docs/outcomes.md", "docs/prices.md"})
    void links_whenFollowed_leadToFiles(String page) throws IOException {
        List<String> targets = LINK.matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.startsWith("http"))
                .toList();

        assertThat(targets)
                .allSatisfy(target ->
                        assertThat(ROOT.resolve(page).resolveSibling(target)).exists());
    }

    @Test
    void readme_whenMeasured_isShortAndShowsCodeEarly() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("README.md"));

        assertThat(lines).hasSizeLessThanOrEqualTo(150);
        assertThat(lines.indexOf("```java")).isBetween(0, 14);
    }

    private static List<String> blocks(String page) throws IOException {
        return JAVA_BLOCK
                .matcher(Files.readString(ROOT.resolve(page)))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    /** The formatter breaks lines elsewhere than README does. */
    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
