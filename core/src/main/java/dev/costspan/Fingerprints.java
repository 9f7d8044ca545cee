package dev.costspan;

import dev.costspan.internal.RequestHash;
import dev.costspan.usage.Operation;
import java.security.SecureRandom;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fingerprints of requests, salted anew in each process so that they say nothing outside it. */
final class Fingerprints {

    private static final long SALT = new SecureRandom().nextLong();

    private Fingerprints() {}

    /** Returns the fingerprint of a request, never 0. */
    static long of(Operation operation, String provider, @Nullable String model, long hash) {
        long mixed = RequestHash.mix(hash ^ SALT);
        mixed = RequestHash.mix(mixed + 31L * operation.ordinal() + provider.hashCode());
        mixed = RequestHash.mix(mixed + Objects.hashCode(model));
        return mixed == 0 ? 1 : mixed;
    }
}
