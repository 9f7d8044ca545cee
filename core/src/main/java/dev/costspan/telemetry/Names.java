package dev.costspan.telemetry;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.costspan.attribution.AttributionKey;
import dev.costspan.usage.Bucket;
import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * The names of every attribute Costspan writes.
 *
 * <p>{@code gen_ai.*} and {@code db.*} are copied from the OpenTelemetry semantic conventions v1.41.0, {@code
 * gen_ai.usage.cache_write.input_tokens} from semantic-conventions-genai (its pull request 440). The constants are copied rather
 * than depended on, since the incubating artifact drops names. {@code costspan.*} is ours.
 */
final class Names {

    static final AttributeKey<String> OPERATION_NAME = stringKey("gen_ai.operation.name");
    static final AttributeKey<String> PROVIDER_NAME = stringKey("gen_ai.provider.name");
    static final AttributeKey<String> REQUEST_MODEL = stringKey("gen_ai.request.model");
    static final AttributeKey<Boolean> REQUEST_STREAM = booleanKey("gen_ai.request.stream");
    static final AttributeKey<String> RESPONSE_MODEL = stringKey("gen_ai.response.model");
    static final AttributeKey<String> RESPONSE_ID = stringKey("gen_ai.response.id");
    static final AttributeKey<List<String>> FINISH_REASONS = stringArrayKey("gen_ai.response.finish_reasons");
    static final AttributeKey<Double> TIME_TO_FIRST_CHUNK = doubleKey("gen_ai.response.time_to_first_chunk");
    static final AttributeKey<String> CONVERSATION_ID = stringKey("gen_ai.conversation.id");
    static final AttributeKey<Long> INPUT_TOKENS = longKey("gen_ai.usage.input_tokens");
    static final AttributeKey<Long> OUTPUT_TOKENS = longKey("gen_ai.usage.output_tokens");
    static final AttributeKey<Long> CACHE_READ_TOKENS = longKey("gen_ai.usage.cache_read.input_tokens");
    static final AttributeKey<Long> CACHE_CREATION_TOKENS = longKey("gen_ai.usage.cache_creation.input_tokens");
    static final AttributeKey<Long> CACHE_WRITE_TOKENS = longKey("gen_ai.usage.cache_write.input_tokens");
    static final AttributeKey<Long> REASONING_TOKENS = longKey("gen_ai.usage.reasoning.output_tokens");
    static final AttributeKey<String> GEN_AI_TOKEN_TYPE = stringKey("gen_ai.token.type");
    static final AttributeKey<String> TOKEN_MODALITY = stringKey("gen_ai.token.modality");
    static final AttributeKey<String> OPENAI_SERVICE_TIER = stringKey("openai.response.service_tier");

    static final AttributeKey<String> DB_SYSTEM = stringKey("db.system.name");
    static final AttributeKey<String> DB_OPERATION = stringKey("db.operation.name");
    static final AttributeKey<String> DB_COLLECTION = stringKey("db.collection.name");

    static final AttributeKey<String> SERVER_ADDRESS = stringKey("server.address");
    static final AttributeKey<Long> SERVER_PORT = longKey("server.port");
    static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");

    static final AttributeKey<Double> COST_AMOUNT = doubleKey("costspan.cost.amount");
    static final AttributeKey<String> COST_CURRENCY = stringKey("costspan.cost.currency");
    static final AttributeKey<String> COST_STATUS = stringKey("costspan.cost.status");
    static final AttributeKey<String> COST_SOURCE = stringKey("costspan.cost.source");
    static final AttributeKey<Double> COST_LIST_AMOUNT = doubleKey("costspan.cost.list_amount");
    static final AttributeKey<Long> COST_MICROS = longKey("costspan.cost.micros");
    static final AttributeKey<String> UNPRICED_REASON = stringKey("costspan.cost.unpriced_reason");
    static final AttributeKey<String> PRICE_CARD = stringKey("costspan.price.card");
    static final AttributeKey<String> PRICE_AS_OF = stringKey("costspan.price.as_of");
    static final AttributeKey<String> PRICE_FEED = stringKey("costspan.price.feed");
    static final AttributeKey<String> REFRESH_RESULT = stringKey("costspan.price.refresh.result");
    static final AttributeKey<String> SERVICE_TIER = stringKey("costspan.service_tier");
    static final AttributeKey<Long> TOOL_CALLS = longKey("costspan.tool_calls");
    static final AttributeKey<Long> ATTEMPTS = longKey("costspan.attempts");
    static final AttributeKey<Long> ATTEMPTS_BILLED = longKey("costspan.attempts.billed");
    static final AttributeKey<String> OUTCOME_NAME = stringKey("costspan.outcome.name");
    static final AttributeKey<String> OUTCOME_ID = stringKey("costspan.outcome.id");
    static final AttributeKey<String> OUTCOME_STATUS = stringKey("costspan.outcome.status");
    static final AttributeKey<String> OUTCOME_REASON = stringKey("costspan.outcome.reason");
    static final AttributeKey<Double> OUTCOME_COST = doubleKey("costspan.outcome.cost.amount");
    static final AttributeKey<String> OUTCOME_CURRENCY = stringKey("costspan.outcome.cost.currency");
    static final AttributeKey<List<String>> OUTCOME_COSTS = stringArrayKey("costspan.outcome.cost.amounts");
    static final AttributeKey<Double> OUTCOME_WASTED = doubleKey("costspan.outcome.cost.wasted");
    static final AttributeKey<List<String>> OUTCOME_WASTE_REASON = stringArrayKey("costspan.outcome.waste.reason");
    static final AttributeKey<Long> OUTCOME_OPERATIONS = longKey("costspan.outcome.operations");
    static final AttributeKey<Long> OUTCOME_ATTEMPTS = longKey("costspan.outcome.attempts");
    static final AttributeKey<Long> OUTCOME_TOKENS = longKey("costspan.outcome.tokens");
    static final AttributeKey<Long> OUTCOME_UNPRICED = longKey("costspan.outcome.unpriced_operations");
    static final AttributeKey<List<String>> OUTCOME_MODELS = stringArrayKey("costspan.outcome.models");
    static final AttributeKey<Double> OUTCOME_VALUE = doubleKey("costspan.outcome.value");
    static final AttributeKey<String> OUTCOME_VALUE_CURRENCY = stringKey("costspan.outcome.value.currency");
    static final AttributeKey<Double> OUTCOME_QUANTITY = doubleKey("costspan.outcome.quantity");
    static final AttributeKey<Double> WASTE_AMOUNT = doubleKey("costspan.waste.amount");
    static final AttributeKey<List<String>> WASTE_REASONS = stringArrayKey("costspan.waste.reason");
    static final AttributeKey<String> WASTE_REASON = stringKey("costspan.waste.reason");
    static final AttributeKey<Double> CACHE_SAVINGS = doubleKey("costspan.cache.savings");
    static final AttributeKey<String> PROMPT_NAME = stringKey("gen_ai.prompt.name");
    static final AttributeKey<String> PROMPT_VERSION = stringKey("costspan.prompt.version");
    static final AttributeKey<String> SINK = stringKey("costspan.sink");
    static final AttributeKey<Double> QUANTILE = doubleKey("costspan.quantile");
    static final AttributeKey<String> CHANGE_SUBJECT = stringKey("costspan.change.subject");
    static final AttributeKey<String> CHANGE_MEASURE = stringKey("costspan.change.measure");
    static final AttributeKey<Double> CHANGE_BEFORE = doubleKey("costspan.change.before");
    static final AttributeKey<Double> CHANGE_AFTER = doubleKey("costspan.change.after");
    static final AttributeKey<Double> CHANGE_FACTOR = doubleKey("costspan.change.factor");
    static final AttributeKey<Long> TAGS_DROPPED = longKey("costspan.tags.dropped");
    static final AttributeKey<String> TOKEN_TYPE = stringKey("costspan.token.type");
    static final AttributeKey<String> ATTEMPT_RESULT = stringKey("costspan.attempt.result");
    static final AttributeKey<Long> ATTEMPT_NUMBER = longKey("costspan.attempt.number");
    static final AttributeKey<Double> ATTEMPT_DURATION = doubleKey("costspan.attempt.duration");
    static final AttributeKey<Long> HTTP_STATUS = longKey("http.response.status_code");

    static final String TAG_PREFIX = "costspan.tag.";
    static final String FAILED_ATTEMPT_EVENT = "costspan.attempt.failed";
    static final String COST_CHANGED_EVENT = "costspan.cost.changed";

    private static final AttributeKey<?>[] COST_BY_BUCKET = new AttributeKey<?>[Bucket.count()];
    private static final AttributeKey<?>[] BY_ATTRIBUTION_KEY = new AttributeKey<?>[AttributionKey.values().length];

    static {
        for (Bucket bucket : Bucket.values()) {
            COST_BY_BUCKET[bucket.ordinal()] = doubleKey("costspan.cost." + bucket.id());
        }
        for (AttributionKey key : AttributionKey.values()) {
            BY_ATTRIBUTION_KEY[key.ordinal()] =
                    stringKey(key == AttributionKey.USER ? "user.id" : "costspan." + key.id());
        }
    }

    private Names() {}

    @SuppressWarnings("unchecked")
    static AttributeKey<Double> costOf(Bucket bucket) {
        return (AttributeKey<Double>) COST_BY_BUCKET[bucket.ordinal()];
    }

    @SuppressWarnings("unchecked")
    static AttributeKey<String> of(AttributionKey key) {
        return (AttributeKey<String>) BY_ATTRIBUTION_KEY[key.ordinal()];
    }
}
