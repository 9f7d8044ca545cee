package dev.costspan.cdi;

import dev.costspan.Costspan;
import dev.costspan.outcome.CostedOutcome;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.MetaAnnotations;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.inject.build.compatible.spi.Validation;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.Interceptor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes {@link CostedOutcome} work on the beans of a CDI 4 container: on a bean's class it counts for every public business
 * method, on a method for that. The container finds this class by itself; the application produces the {@link Costspan}:
 *
 * <pre>{@code
 * @Produces
 * @Singleton
 * Costspan costspan(OpenTelemetry openTelemetry) {
 *     return Costspan.create(openTelemetry);
 * }
 * }</pre>
 *
 * <p>As with every interceptor, what is annotated in an interface does not count, and neither do calls that a bean makes on itself.
 * Without a {@code Costspan}, or with an annotation that is wrong, the application does not start.
 */
public final class CostspanExtension implements BuildCompatibleExtension {

    /**
     * Where the interceptor stands: outside transactions (200 after {@code PLATFORM_BEFORE}), so that a failed commit is a failed
     * outcome, and outside retries and time limits ({@code PLATFORM_AFTER}), so that all attempts are one outcome; inside what refuses
     * callers, who have not begun anything.
     */
    public static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 100;

    private final Map<String, ClassInfo> costed = new LinkedHashMap<>();
    private boolean found;

    /** Makes the extension; the container does. */
    public CostspanExtension() {}

    /** Binds the interceptor to the annotation, whatever its members say. */
    @Discovery
    public void bind(MetaAnnotations annotations, ScannedClasses classes) {
        annotations
                .addInterceptorBinding(CostedOutcome.class)
                .methods()
                .forEach(member -> member.addAnnotation(Nonbinding.class));
        classes.add(CostedOutcomeInterceptor.class.getName());
    }

    /** Takes note of a bean that the annotation is on. */
    @Registration(types = Object.class)
    public void note(BeanInfo bean) {
        if (!bean.isClassBean() || bean.declaringClass().name().equals(CostedOutcomeInterceptor.class.getName())) {
            return;
        }
        ClassInfo type = bean.declaringClass();
        if (type.hasAnnotation(CostedOutcome.class)
                || type.methods().stream().anyMatch(method -> method.hasAnnotation(CostedOutcome.class))) {
            costed.put(type.name(), type);
        }
    }

    /** Takes note of who makes the {@code Costspan}. */
    @Registration(types = Costspan.class)
    public void noteCostspan(BeanInfo bean, Messages messages) {
        found = true;
        if (bean.scope().annotation().name().equals(Dependent.class.getName())) {
            messages.warn(
                    "Each injection gets a Costspan with totals of its own, unless the producer returns the same again: make it @Singleton",
                    bean);
        }
    }

    /** Has the annotations checked when the application starts. */
    @Synthesis
    public void checkAtStart(SyntheticComponents components) {
        if (!costed.isEmpty()) {
            components
                    .addObserver(Startup.class)
                    .declaringClass(CostspanExtension.class)
                    .withParam(StartCheck.TYPES, costed.values().toArray(ClassInfo[]::new))
                    .observeWith(StartCheck.class);
        }
    }

    /** Checks that there is a {@code Costspan} where one is needed. */
    @Validation
    public void requireCostspan(Messages messages) {
        if (!costed.isEmpty() && !found) {
            messages.error("@CostedOutcome is on " + String.join(", ", costed.keySet())
                    + ", but there is no bean of type dev.costspan.Costspan: produce one, such as"
                    + " @Produces @Singleton Costspan costspan(OpenTelemetry openTelemetry)"
                    + " { return Costspan.create(openTelemetry); }");
        }
    }
}
