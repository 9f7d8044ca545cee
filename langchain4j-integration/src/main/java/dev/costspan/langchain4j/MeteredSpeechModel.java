package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.MeteredOperation;
import dev.costspan.OperationBuilder;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.audio.TextToSpeechModel;
import dev.langchain4j.model.audio.TextToSpeechRequest;
import dev.langchain4j.model.audio.TextToSpeechResponse;
import org.jspecify.annotations.Nullable;

/** A speech model each of whose calls is one operation; the characters of an answered request count. */
final class MeteredSpeechModel implements TextToSpeechModel {

    private final Costspan costspan;
    private final TextToSpeechModel delegate;
    private final Identity identity;

    MeteredSpeechModel(Costspan costspan, TextToSpeechModel delegate, Identity identity) {
        this.costspan = costspan;
        this.delegate = delegate;
        this.identity = identity;
    }

    boolean isOf(Costspan other) {
        return costspan == other;
    }

    @Override
    public TextToSpeechResponse synthesize(String text) {
        return operation(text).call(operation -> {
            TextToSpeechResponse response = delegate.synthesize(text);
            count(operation, text);
            return response;
        });
    }

    @Override
    public TextToSpeechResponse synthesize(TextToSpeechRequest request) {
        return operation(request).call(operation -> {
            TextToSpeechResponse response = delegate.synthesize(request);
            count(operation, request == null ? null : request.text());
            return response;
        });
    }

    @Override
    public ModelProvider provider() {
        return delegate.provider();
    }

    private OperationBuilder operation(@Nullable Object request) {
        OperationBuilder operation = costspan.operation(Operation.SPEECH)
                .provider(identity.provider())
                .model(identity.model());
        return RequestParts.hashed(operation, delegate, request);
    }

    /** Services count characters as people do, not as UTF-16 units. */
    private static void count(MeteredOperation operation, @Nullable String text) {
        if (text != null) {
            operation.usage(Usage.of(Meter.INPUT_CHARACTERS, text.codePointCount(0, text.length())));
        }
    }
}
