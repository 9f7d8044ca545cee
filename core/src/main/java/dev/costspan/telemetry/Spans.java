package dev.costspan.telemetry;

import dev.costspan.attribution.Attribution;
import dev.costspan.attribution.AttributionKey;
import dev.costspan.outcome.OutcomeAccount;
import dev.costspan.outcome.Waste;
import dev.costspan.pricing.Cost;
import dev.costspan.pricing.PriceCard;
import dev.costspan.usage.Bucket;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Prompt;
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
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Starts the span of an operation and writes a record on it. Attributes are built only when the span records. */
final class Spans {

    private static final int MOST_NAMES = 1_000;
    private static final AttributionKey[] ATTRIBUTION_KEYS = AttributionKey.values();
    private static final Bucket[] BUCKETS = Bucket.values();

    private final Tracer tracer;
    private final Semconv semconv;
    private final List<Map<String, String>> namesByOperation = Stream.of(Operation.values())
            .<Map<String, String>>map(operation -> new ConcurrentHashMap<>())
            .toList();

    Spans(Tracer tracer, Semconv semconv) {
        this.tracer = tracer;
        this.semconv = semconv;
    }

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

    void write(Span span, CostRecordBuilder facts) {
        if (!span.isRecording()) {
            return;
        }
        if (facts.operation.domain() == Operation.Domain.GEN_AI) {
            writeAnswer(span, facts);
        }
        writeUsage(span, facts.cost.usage());
        writeCost(span, facts.cost);
        writeWaste(span, facts);
        writeScope(span, facts.attribution, facts.outcome);
        if (facts.attempts >= 0) {
            span.setAttribute(Names.ATTEMPTS, (long) facts.attempts);
            span.setAttribute(Names.ATTEMPTS_BILLED, (long) facts.billedAttempts());
        }
        writeError(span, facts.errorType);
    }

    void writeError(Span span, @Nullable String errorType) {
        if (errorType != null) {
            span.setAttribute(Names.ERROR_TYPE, errorType);
            span.setStatus(StatusCode.ERROR);
        }
    }

    private static void writeAnswer(Span span, CostRecordBuilder facts) {
        put(span, Names.RESPONSE_MODEL, facts.responseModel);
        put(span, Names.RESPONSE_ID, facts.responseId);
        put(span, Names.CONVERSATION_ID, facts.conversationId);
        Prompt prompt = facts.prompt;
        if (prompt != null) {
            span.setAttribute(Names.PROMPT_NAME, prompt.name());
            put(span, Names.PROMPT_VERSION, prompt.version());
        }
        String tier = facts.conditions.serviceTier();
        put(span, Names.SERVICE_TIER, tier);
        if (tier != null && facts.provider.equals("openai")) {
            span.setAttribute(Names.OPENAI_SERVICE_TIER, tier);
        }
        if (facts.finishReason != null) {
            span.setAttribute(Names.FINISH_REASONS, List.of(facts.finishReason));
        }
        if (facts.toolCalls > 0) {
            span.setAttribute(Names.TOOL_CALLS, (long) facts.toolCalls);
        }
        if (facts.streamed) {
            span.setAttribute(Names.REQUEST_STREAM, true);
        }
        if (facts.firstChunkNanos >= 0) {
            span.setAttribute(Names.TIME_TO_FIRST_CHUNK, facts.firstChunkNanos / ClientMetrics.NANOS_PER_SECOND);
        }
    }

    private void writeUsage(Span span, Usage usage) {
        put(span, Names.INPUT_TOKENS, usage, Meter.INPUT_TOKENS);
        put(span, Names.OUTPUT_TOKENS, usage, Meter.OUTPUT_TOKENS);
        put(span, Names.CACHE_READ_TOKENS, usage, Meter.CACHE_READ_TOKENS);
        put(
                span,
                semconv == Semconv.LATEST ? Names.CACHE_WRITE_TOKENS : Names.CACHE_CREATION_TOKENS,
                usage,
                Meter.CACHE_WRITE_TOKENS);
        put(span, Names.REASONING_TOKENS, usage, Meter.OUTPUT_REASONING_TOKENS);
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
        BigDecimal list = cost.contractListAmount();
        if (list != null) {
            span.setAttribute(Names.COST_LIST_AMOUNT, list.doubleValue());
        }
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
        put(span, Names.PRICE_AS_OF, card.asOf());
    }

    private static void writeWaste(Span span, CostRecordBuilder facts) {
        double saved = facts.cacheSavings();
        if (!Double.isNaN(saved)) {
            span.setAttribute(Names.CACHE_SAVINGS, saved);
        }
        if (facts.waste == Waste.NONE) {
            return;
        }
        span.setAttribute(Names.WASTE_REASONS, facts.waste.reasonIds());
        BigDecimal lost = facts.waste.amount();
        if (lost != null) {
            span.setAttribute(Names.WASTE_AMOUNT, lost.doubleValue());
        }
    }

    private static void writeScope(Span span, Attribution attribution, @Nullable OutcomeAccount account) {
        writeAttribution(span, attribution);
        if (account != null) {
            span.setAttribute(Names.OUTCOME_NAME, account.outcome().name());
            span.setAttribute(Names.OUTCOME_ID, account.outcome().id());
        }
    }

    static void writeAttribution(Span span, Attribution attribution) {
        if (attribution != Attribution.NONE) {
            for (AttributionKey key : ATTRIBUTION_KEYS) {
                put(span, Names.of(key), attribution.get(key));
            }
            if (!attribution.tags().isEmpty()) {
                attribution.tags().forEach((name, value) -> span.setAttribute(Names.TAG_PREFIX + name, value));
            }
            if (attribution.droppedTags() > 0) {
                span.setAttribute(Names.TAGS_DROPPED, (long) attribution.droppedTags());
            }
        }
    }

    private String name(Operation operation, @Nullable String target) {
        if (target == null) {
            return operation.id();
        }
        Map<String, String> known = namesByOperation.get(operation.ordinal());
        String name = known.get(target);
        if (name == null) {
            name = operation.id() + " " + target;
            if (known.size() < MOST_NAMES) {
                known.put(target, name);
            }
        }
        return name;
    }

    private static void put(Span span, AttributeKey<Long> name, Usage usage, Meter meter) {
        if (usage.has(meter)) {
            span.setAttribute(name, usage.unscaled(meter));
        }
    }

    static void put(Span span, AttributeKey<String> name, @Nullable String value) {
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
