package dev.costspan.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ModuleDirectoryTest {

    @Test
    void of_whenMavenSaysWhereItIs_isThat() {
        assertThat(ModuleDirectory.of(ModuleDirectoryTest.class, "/some/module"))
                .isEqualTo(Path.of("/some/module"));
    }

    @Test
    void of_whenNobodySays_isAboveTheTestsClasses() {
        assertThat(ModuleDirectory.of(ModuleDirectoryTest.class, null))
                .hasFileName("testing")
                .isAbsolute();
        assertThat(ModuleDirectory.of(ModuleDirectoryTest.class, null).resolve("pom.xml"))
                .isRegularFile();
    }

    @Test
    void of_whenClassesComeFromNoModule_saysWhatToDo() {
        assertThatThrownBy(() -> ModuleDirectory.of(String.class, " "))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the module of java.lang.String is not known: there is no system property 'basedir', and no"
                        + " pom.xml, build.gradle, build.gradle.kts above its classes in null; give"
                        + " CostBaseline.file(…) an absolute path");
    }

    @Test
    void baseline_whenGivenByName_isInTheModuleOfItsCaller() {
        Path module = ModuleDirectory.of(ModuleDirectoryTest.class);

        assertThat(CostBaseline.of("support-resolution"))
                .hasToString("baseline " + module.resolve("src/test/resources/costspan/support-resolution.json"));
        assertThat(CostBaseline.file(Path.of("src/test/costs.json")))
                .hasToString("baseline " + module.resolve("src/test/costs.json"));
    }
}
