package dev.costspan.telemetry;

import dev.costspan.attribution.AttributionKey;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.CostStatus;
import dev.costspan.usage.Bucket;
import dev.costspan.usage.Prompt;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/** The totals of one key and the metric attributes that follow from it, built once and kept. */
final class Series {

    private final Totals totals;
    private final @Nullable ChangeDetector detector;
    private final UnreadCacheWrites.Key cacheKey;
    private final Attributes cost;
    private final Attributes[] costByBucket;
    private final Attributes[] tokensByBucket;
    private final Attributes attemptsSucceeded;
    private final Attributes attemptsFailed;
    private final Attributes standard;
    private final Attributes standardInput;
    private final Attributes standardOutput;
    private final Attributes standardCounted;

    Series(SeriesKey key, Totals totals, MetricKeys metricKeys, @Nullable ChangeDetector detector) {
        this.totals = totals;
        this.detector = detector;
        Prompt prompt = key.prompt();
        cacheKey = new UnreadCacheWrites.Key(
                key.provider(),
                key.responseModel() != null ? key.responseModel() : key.requestModel(),
                key.attribution().get(AttributionKey.FEATURE),
                prompt == null ? null : prompt.name());
        Attributes base = base(key, metricKeys);
        cost = key.currency() == null
                ? base
                : base.toBuilder().put(Names.COST_CURRENCY, key.currency()).build();
        costByBucket = byBucket(cost);
        tokensByBucket = byBucket(base);
        attemptsSucceeded =
                base.toBuilder().put(Names.ATTEMPT_RESULT, "success").build();
        attemptsFailed = base.toBuilder().put(Names.ATTEMPT_RESULT, "failure").build();
        standard = standard(key);
        standardInput =
                standard.toBuilder().put(Names.GEN_AI_TOKEN_TYPE, "input").build();
        standardOutput =
                standard.toBuilder().put(Names.GEN_AI_TOKEN_TYPE, "output").build();
        standardCounted =
                standard.toBuilder().put(Names.TOKEN_MODALITY, "unknown").build();
    }

    Totals totals() {
        return totals;
    }

    /** Takes what an operation cost; returns the change of its feature's usual cost that it completes, or null. */
    @Nullable CostChange watch(Cost cost) {
        return detector == null || cost.status() == CostStatus.PARTIAL ? null : detector.observe(cost.toDouble());
    }

    /** Returns what has its prompts, and so what it keeps in caches, in common with this. */
    UnreadCacheWrites.Key cacheKey() {
        return cacheKey;
    }

    /** Attributes of everything that is told per operation, the currency included when there is an amount. */
    Attributes cost() {
        return cost;
    }

    Attributes cost(Bucket bucket) {
        return costByBucket[bucket.ordinal()];
    }

    /** Attributes of tokens, which have no currency. */
    Attributes tokens(Bucket bucket) {
        return tokensByBucket[bucket.ordinal()];
    }

    Attributes attemptsSucceeded() {
        return attemptsSucceeded;
    }

    Attributes attemptsFailed() {
        return attemptsFailed;
    }

    Attributes standard() {
        return standard;
    }

    Attributes standardInput() {
        return standardInput;
    }

    Attributes standardOutput() {
        return standardOutput;
    }

    Attributes standardCounted() {
        return standardCounted;
    }

    private static Attributes[] byBucket(Attributes attributes) {
        Attributes[] byBucket = new Attributes[Bucket.count()];
        for (int i = 0; i < byBucket.length; i++) {
            byBucket[i] = attributes.toBuilder()
                    .put(Names.TOKEN_TYPE, Bucket.at(i).id())
                    .build();
        }
        return byBucket;
    }

    private static Attributes base(SeriesKey key, MetricKeys metricKeys) {
        AttributesBuilder attributes = standard(key).toBuilder();
        for (AttributionKey attributionKey : AttributionKey.values()) {
            put(attributes, Names.of(attributionKey), metricKeys.value(attributionKey, key.attribution()));
        }
        put(attributes, Names.OUTCOME_NAME, key.outcome());
        Prompt prompt = key.prompt();
        put(attributes, Names.PROMPT_NAME, prompt == null ? null : prompt.name());
        return attributes.build();
    }

    private static Attributes standard(SeriesKey key) {
        AttributesBuilder attributes = Attributes.builder()
                .put(Names.OPERATION_NAME, key.operation().id())
                .put(Names.PROVIDER_NAME, key.provider());
        put(attributes, Names.REQUEST_MODEL, key.requestModel());
        put(attributes, Names.RESPONSE_MODEL, key.responseModel());
        return attributes.build();
    }

    private static void put(AttributesBuilder attributes, AttributeKey<String> name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }
}
