package dev.costspan.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Path README = Path.of("../../README.md");
    private static final Path SAMPLES = Path.of("src/main/java/dev/costspan/examples/readme/ReadmeSamples.java");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");

    @Test
    void javaBlocks_whenCompared_standInCodeThatCompiles() throws IOException {
        String samples = withoutSpace(Files.readString(SAMPLES));

        assertThat(blocks())
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(block -> assertThat(samples).contains(withoutSpace(block)));
    }

    @Test
    void links_whenFollowed_leadToFiles() throws IOException {
        List<String> targets = LINK.matcher(Files.readString(README))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.startsWith("http"))
                .toList();

        assertThat(targets)
                .isNotEmpty()
                .allSatisfy(target -> assertThat(README.resolveSibling(target)).exists());
    }

    @Test
    void readme_whenMeasured_isShortAndShowsCodeEarly() throws IOException {
        List<String> lines = Files.readAllLines(README);

        assertThat(lines).hasSizeLessThanOrEqualTo(150);
        assertThat(lines.indexOf("```java")).isBetween(0, 14);
    }

    private static List<String> blocks() throws IOException {
        return JAVA_BLOCK
                .matcher(Files.readString(README))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    /** The formatter breaks lines elsewhere than README does. */
    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
