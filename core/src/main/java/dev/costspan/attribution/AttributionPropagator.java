package dev.costspan.attribution;

import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The W3C baggage propagator with an attribution's entries put in where a request leaves and taken out where one comes in. */
final class AttributionPropagator implements TextMapPropagator {

    private static final TextMapPropagator W3C = W3CBaggagePropagator.getInstance();

    private final AttributionBaggage crossing;

    AttributionPropagator(AttributionBaggage crossing) {
        this.crossing = crossing;
    }

    @Override
    public Collection<String> fields() {
        return W3C.fields();
    }

    @Override
    public <C> void inject(@Nullable Context context, @Nullable C carrier, TextMapSetter<C> setter) {
        if (context != null) {
            W3C.inject(crossing.write(context), carrier, setter);
        }
    }

    @Override
    public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
        return crossing.read(W3C.extract(context, carrier, getter));
    }

    @Override
    public String toString() {
        return crossing.toString();
    }
}
