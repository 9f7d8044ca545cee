package dev.costspan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PublicTypesTest {

    @Test
    void module_always_showsOnlyWhatATestTypes() {
        var published = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.costspan.testing");

        assertThat(published)
                .filteredOn(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .extracting(JavaClass::getSimpleName)
                .containsExactlyInAnyOrder(
                        "Builder",
                        "CostBaseline",
                        "CostCollector",
                        "Costs",
                        "CostsAssert",
                        "CostspanAssertions",
                        "CostspanExtension",
                        "CostspanSoftAssertions",
                        "OutcomeAssert",
                        "SettableClock",
                        "Spending",
                        "SpendingAssert",
                        "TotalAssert");
    }
}
