package dev.costspan.usage;

/** The most exact estimator that can be had in this JVM. JTokkit is optional, so {@link JTokkitEstimator} is touched only here. */
final class BestEstimator {

    static final TokenEstimator INSTANCE = find();

    private BestEstimator() {}

    private static TokenEstimator find() {
        try {
            Class.forName("com.knuddels.jtokkit.Encodings", false, BestEstimator.class.getClassLoader());
            return new JTokkitEstimator();
        } catch (ClassNotFoundException | LinkageError | RuntimeException unavailable) {
            return ByteEstimator.INSTANCE;
        }
    }
}
