package dev.costspan.benchmarks;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;

/** The attributes that the baselines write. */
final class GenAi {

    static final String SPAN_NAME = "chat " + Exchange.REQUEST_MODEL;

    static final AttributeKey<String> OPERATION = stringKey("gen_ai.operation.name");
    static final AttributeKey<String> PROVIDER = stringKey("gen_ai.provider.name");
    static final AttributeKey<String> REQUEST_MODEL = stringKey("gen_ai.request.model");
    static final AttributeKey<String> RESPONSE_MODEL = stringKey("gen_ai.response.model");
    static final AttributeKey<String> RESPONSE_ID = stringKey("gen_ai.response.id");
    static final AttributeKey<String> FINISH_REASON = stringKey("gen_ai.response.finish_reason");
    static final AttributeKey<Long> INPUT_TOKENS = longKey("gen_ai.usage.input_tokens");
    static final AttributeKey<Long> CACHED_TOKENS = longKey("gen_ai.usage.cache_read.input_tokens");
    static final AttributeKey<Long> OUTPUT_TOKENS = longKey("gen_ai.usage.output_tokens");
    static final AttributeKey<String> TOKEN_TYPE = stringKey("gen_ai.token.type");
    static final AttributeKey<Double> COST = doubleKey("cost.amount");
    static final AttributeKey<String> CURRENCY = stringKey("cost.currency");
    static final AttributeKey<String> PRICE_DATE = stringKey("cost.price_date");
    static final AttributeKey<String> FEATURE = stringKey("cost.feature");
    static final AttributeKey<String> TENANT = stringKey("cost.tenant");

    private GenAi() {}
}
