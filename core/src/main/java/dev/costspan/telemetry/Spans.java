package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.outcome.Outcome;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.PriceCard;
import dev.costspan.usage.Bucket;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.LocalDate;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Starts the span of an operation and writes a record on it. Attributes are built only when the span records. */
final class Spans {

    private static final int MOST_NAMES = 1_000;
    private static final Bucket[] BUCKETS = Bucket.values();

    private final Tracer tracer;
    private final Semconv semconv;
    private final ConcurrentHashMap<NameKey, String> names = new ConcurrentHashMap<>();

    Spans(Tracer tracer, Semconv semconv) {
        this.tracer = tracer;
        this.semconv = semconv;
    }

    private record NameKey(Operation operation, String target) {}

    /** Starts a span whose attributes are those that samplers read. */
    Span start(
            Operation operation, String provider, @Nullable String model, @Nullable String collection, Context parent) {
        boolean vectorStore = operation.domain() == Operation.Domain.VECTOR_STORE;
        SpanBuilder span = tracer.spanBuilder(name(operation, vectorStore ? collection : model))
                .setParent(parent)
                .setSpanKind(operation.domain() == Operation.Domain.CHARGE ? SpanKind.INTERNAL : SpanKind.CLIENT);
        if (vectorStore) {
            span.setAttribute(Names.DB_SYSTEM, provider).setAttribute(Names.DB_OPERATION, operation.id());
            put(span, Names.DB_COLLECTION, collection);
        } else {
            span.setAttribute(Names.OPERATION_NAME, operation.id()).setAttribute(Names.PROVIDER_NAME, provider);
            put(span, Names.REQUEST_MODEL, model);
        }
        return span.startSpan();
    }

    void server(Span span, String address, int port) {
        span.setAttribute(Names.SERVER_ADDRESS, address);
        if (port > 0) {
            span.setAttribute(Names.SERVER_PORT, (long) port);
        }
    }

    void attemptFailed(Span span, int number, String errorType, int status, double seconds) {
        AttributesBuilder attributes = Attributes.builder()
                .put(Names.ATTEMPT_NUMBER, (long) number)
                .put(Names.ERROR_TYPE, errorType)
                .put(Names.ATTEMPT_DURATION, seconds);
        if (status > 0) {
            attributes.put(Names.HTTP_STATUS, (long) status);
        }
        span.addEvent(Names.FAILED_ATTEMPT_EVENT, attributes.build());
    }

    void write(Span span, CostRecord entry) {
        if (!span.isRecording()) {
            return;
        }
        if (entry.operation().domain() == Operation.Domain.GEN_AI) {
            writeAnswer(span, entry);
        }
        writeUsage(span, entry.usage());
        writeCost(span, entry.cost());
        writeScope(span, entry.attribution(), entry.outcome());
        if (entry.attempts() >= 0) {
            span.setAttribute(Names.ATTEMPTS, (long) entry.attempts());
            span.setAttribute(Names.ATTEMPTS_BILLED, (long) entry.billedAttempts());
        }
        writeError(span, entry.errorType());
    }

    void writeError(Span span, @Nullable String errorType) {
        if (errorType != null) {
            span.setAttribute(Names.ERROR_TYPE, errorType);
            span.setStatus(StatusCode.ERROR);
        }
    }

    private static void writeAnswer(Span span, CostRecord entry) {
        put(span, Names.RESPONSE_MODEL, entry.responseModel());
        put(span, Names.RESPONSE_ID, entry.responseId());
        put(span, Names.CONVERSATION_ID, entry.conversationId());
        put(span, Names.SERVICE_TIER, entry.serviceTier());
        if (entry.serviceTier() != null && entry.provider().equals("openai")) {
            span.setAttribute(Names.OPENAI_SERVICE_TIER, entry.serviceTier());
        }
        if (!entry.finishReasons().isEmpty()) {
            span.setAttribute(Names.FINISH_REASONS, entry.finishReasons());
        }
        if (entry.toolCalls() > 0) {
            span.setAttribute(Names.TOOL_CALLS, (long) entry.toolCalls());
        }
        if (entry.isStreamed()) {
            span.setAttribute(Names.REQUEST_STREAM, true);
        }
        if (entry.firstChunkNanos() >= 0) {
            span.setAttribute(Names.TIME_TO_FIRST_CHUNK, entry.firstChunkNanos() / ClientMetrics.NANOS_PER_SECOND);
        }
    }

    private void writeUsage(Span span, Usage usage) {
        put(span, Names.INPUT_TOKENS, usage, Meter.INPUT_TOKENS);
        put(span, Names.OUTPUT_TOKENS, usage, Meter.OUTPUT_TOKENS);
        put(span, Names.CACHE_READ_TOKENS, usage, Meter.CACHE_READ_INPUT_TOKENS);
        put(
                span,
                semconv == Semconv.LATEST ? Names.CACHE_WRITE_TOKENS : Names.CACHE_CREATION_TOKENS,
                usage,
                Meter.CACHE_WRITE_INPUT_TOKENS);
        put(span, Names.REASONING_TOKENS, usage, Meter.REASONING_OUTPUT_TOKENS);
    }

    private static void writeCost(Span span, Cost cost) {
        span.setAttribute(Names.COST_STATUS, cost.status().id());
        if (cost.unpricedReason() != null) {
            span.setAttribute(Names.UNPRICED_REASON, cost.unpricedReason().id());
        }
        if (!cost.hasAmount() || cost.source() == null) {
            return;
        }
        span.setAttribute(Names.COST_AMOUNT, cost.toDouble());
        put(span, Names.COST_CURRENCY, cost.currency());
        span.setAttribute(Names.COST_SOURCE, cost.source().id());
        long micros = Micros.of(cost);
        if (micros != Micros.NONE) {
            span.setAttribute(Names.COST_MICROS, micros);
        }
        for (Bucket bucket : BUCKETS) {
            double part = cost.toDouble(bucket);
            if (part != 0) {
                span.setAttribute(Names.costOf(bucket), part);
            }
        }
        writeCard(span, cost.card());
    }

    private static void writeCard(Span span, @Nullable PriceCard card) {
        if (card == null) {
            return;
        }
        span.setAttribute(Names.PRICE_CARD, card.id());
        LocalDate asOf = card.source().asOf();
        if (asOf != null) {
            span.setAttribute(Names.PRICE_AS_OF, asOf.toString());
        }
    }

    private static void writeScope(Span span, Attribution attribution, @Nullable Outcome outcome) {
        if (attribution != Attribution.NONE) {
            for (AttributionKey key : AttributionKey.values()) {
                put(span, Names.of(key), attribution.get(key));
            }
            attribution.tags().forEach((name, value) -> span.setAttribute(Names.TAG_PREFIX + name, value));
            if (attribution.droppedTags() > 0) {
                span.setAttribute(Names.TAGS_DROPPED, (long) attribution.droppedTags());
            }
        }
        if (outcome != null) {
            span.setAttribute(Names.OUTCOME_NAME, outcome.name());
            span.setAttribute(Names.OUTCOME_ID, outcome.id());
        }
    }

    private String name(Operation operation, @Nullable String target) {
        if (target == null) {
            return operation.id();
        }
        NameKey key = new NameKey(operation, target);
        String name = names.get(key);
        if (name == null) {
            name = operation.id() + " " + target;
            if (names.size() < MOST_NAMES) {
                names.put(key, name);
            }
        }
        return name;
    }

    private static void put(Span span, AttributeKey<Long> name, Usage usage, Meter meter) {
        if (usage.has(meter)) {
            span.setAttribute(name, usage.unscaled(meter));
        }
    }

    private static void put(Span span, AttributeKey<String> name, @Nullable String value) {
        if (value != null) {
            span.setAttribute(name, value);
        }
    }

    private static void put(SpanBuilder span, AttributeKey<String> name, @Nullable String value) {
        if (value != null) {
            span.setAttribute(name, value);
        }
    }
}
