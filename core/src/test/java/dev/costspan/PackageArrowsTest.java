package dev.costspan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "dev.costspan", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageArrowsTest {

    @ArchTest
    static final ArchRule ARROWS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("root")
            .definedBy("dev.costspan")
            .layer("telemetry")
            .definedBy("dev.costspan.telemetry")
            .layer("budget")
            .definedBy("dev.costspan.budget")
            .layer("outcome")
            .definedBy("dev.costspan.outcome")
            .layer("attribution")
            .definedBy("dev.costspan.attribution")
            .layer("pricing")
            .definedBy("dev.costspan.pricing")
            .layer("usage")
            .definedBy("dev.costspan.usage")
            .layer("internal")
            .definedBy("dev.costspan.internal")
            .whereLayer("root")
            .mayOnlyAccessLayers("telemetry", "budget", "outcome", "attribution", "pricing", "usage", "internal")
            .whereLayer("telemetry")
            .mayOnlyAccessLayers("outcome", "attribution", "pricing", "usage", "internal")
            .whereLayer("budget")
            .mayOnlyAccessLayers("attribution", "pricing", "usage", "internal")
            .whereLayer("outcome")
            .mayOnlyAccessLayers("attribution", "pricing", "usage", "internal")
            .whereLayer("attribution")
            .mayOnlyAccessLayers("internal")
            .whereLayer("pricing")
            .mayOnlyAccessLayers("usage", "internal")
            .whereLayer("usage")
            .mayOnlyAccessLayers("internal")
            .whereLayer("internal")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("dev.costspan.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule EVERY_CLASS_HAS_A_PLACE = classes()
            .should()
            .resideInAnyPackage(
                    "dev.costspan",
                    "dev.costspan.usage",
                    "dev.costspan.pricing",
                    "dev.costspan.attribution",
                    "dev.costspan.outcome",
                    "dev.costspan.budget",
                    "dev.costspan.telemetry",
                    "dev.costspan.internal");

    @ArchTest
    static final ArchRule FIVE_DEPENDENCIES = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.costspan..",
                    "java..",
                    "io.opentelemetry.api..",
                    "io.opentelemetry.context..",
                    "com.fasterxml.jackson.core..",
                    "org.slf4j..",
                    "org.jspecify.annotations..",
                    "jakarta.annotation..",
                    "com.knuddels.jtokkit..",
                    "com.datadoghq.sketch..",
                    "reactor..",
                    "org.reactivestreams..");

    @ArchTest
    static final ArchRule WHAT_MAY_BE_ABSENT_IS_TOUCHED_IN_ONE_PLACE = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.costspan.usage.JTokkitEstimator")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.knuddels..");

    @ArchTest
    static final ArchRule WHAT_IS_RELOCATED_IS_TOUCHED_IN_ONE_PLACE = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("dev.costspan.telemetry.CostSketch")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.datadoghq..");

    @ArchTest
    static final ArchRule REACTOR_IS_TOUCHED_IN_ONE_PLACE = noClasses()
            .that()
            .haveNameNotMatching("dev\\.costspan\\.outcome\\.ReactorResults(\\$.+)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor..", "org.reactivestreams..");

    @ArchTest
    static final ArchRule NO_JACKSON_IN_PUBLIC_SIGNATURES = codeUnits()
            .that()
            .areDeclaredInClassesThat()
            .arePublic()
            .and(DescribedPredicate.describe(
                    "a user can call",
                    unit -> unit.getModifiers().contains(JavaModifier.PUBLIC)
                            || unit.getModifiers().contains(JavaModifier.PROTECTED)))
            .should(nameNoTypeOf("com.fasterxml.jackson"));

    @ArchTest
    static final ArchRule ONLY_PRICES_USAGE_AND_OUTCOMES_READ_JSON = noClasses()
            .that()
            .resideOutsideOfPackages("dev.costspan.pricing", "dev.costspan.usage", "dev.costspan.outcome")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED =
            classes().that().haveSimpleName("package-info").should().beAnnotatedWith(NullMarked.class);

    @ArchTest
    static final ArchRule PUBLIC_CLASSES_ARE_FINAL = classes()
            .that()
            .arePublic()
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .doNotHaveSimpleName("package-info")
            .should()
            .haveModifier(JavaModifier.FINAL);

    private static ArchCondition<JavaCodeUnit> nameNoTypeOf(String packagePrefix) {
        return new ArchCondition<>("name no type of " + packagePrefix) {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                Stream<JavaType> named =
                        Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream());
                Stream<JavaClass> types = Stream.concat(
                        named.flatMap(type -> type.getAllInvolvedRawTypes().stream()),
                        unit.getThrowsClause().getTypes().stream());
                boolean clean = types.noneMatch(type -> type.getPackageName().startsWith(packagePrefix));
                events.add(new SimpleConditionEvent(unit, clean, unit.getFullName()));
            }
        };
    }
}
