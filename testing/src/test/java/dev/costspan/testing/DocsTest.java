package dev.costspan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DocsTest {

    private static final Path MODULE = ModuleDirectory.of(DocsTest.class);
    private static final Path PAGE = MODULE.resolve("../docs/testing.md");
    private static final Path SAMPLES = MODULE.resolve("src/test/java/dev/costspan/testing/DocSamplesTest.java");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

    @Test
    void javaBlocks_whenCompared_standInCodeThatRuns() throws IOException {
        String samples = withoutSpace(Files.readString(SAMPLES));
        List<String> blocks = JAVA_BLOCK
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(blocks).hasSize(3).allSatisfy(block -> assertThat(samples).contains(withoutSpace(block)));
    }

    @Test
    void page_whenMeasured_isShort() throws IOException {
        assertThat(Files.readAllLines(PAGE)).hasSizeLessThanOrEqualTo(80);
    }

    /** The formatter breaks lines elsewhere than the page does. */
    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
