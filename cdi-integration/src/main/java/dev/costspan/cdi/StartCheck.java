package dev.costspan.cdi;

import dev.costspan.Costspan;
import dev.costspan.outcome.Outcomes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticObserver;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.inject.spi.EventContext;
import java.lang.reflect.Method;

/**
 * Checks what calls will need when the application starts, so that what is wrong does not wait for a call. The container makes it,
 * for {@link CostspanExtension}.
 */
public final class StartCheck implements SyntheticObserver<Startup> {

    static final String TYPES = "types";

    /** Makes the check; the container does. */
    public StartCheck() {}

    /**
     * Checks the annotations of beans and that it is clear which {@link Costspan} there is.
     *
     * @throws IllegalStateException when there are several
     * @throws IllegalArgumentException when an annotation is wrong
     */
    @Override
    public void observe(EventContext<Startup> event, Parameters parameters) {
        if (CDI.current().select(Costspan.class).isAmbiguous()) {
            throw new IllegalStateException("@CostedOutcome needs one bean of type " + Costspan.class.getName()
                    + ", but there are several: give all but one a qualifier");
        }
        for (Class<?> type : parameters.get(TYPES, Class[].class)) {
            for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
                for (Method method : declaring.getDeclaredMethods()) {
                    if (!method.isSynthetic()) {
                        Outcomes.isCosted(method, type);
                    }
                }
            }
        }
    }
}
