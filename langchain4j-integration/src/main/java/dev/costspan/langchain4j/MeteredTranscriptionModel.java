package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.OperationBuilder;
import dev.costspan.usage.Operation;
import dev.langchain4j.data.audio.Audio;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.audio.AudioTranscriptionModel;
import dev.langchain4j.model.audio.AudioTranscriptionRequest;
import dev.langchain4j.model.audio.AudioTranscriptionResponse;

/** A transcription model each of whose calls is one operation. Its answer says nothing of the audio's length. */
final class MeteredTranscriptionModel implements AudioTranscriptionModel {

    private final Costspan costspan;
    private final AudioTranscriptionModel delegate;
    private final Identity identity;

    MeteredTranscriptionModel(Costspan costspan, AudioTranscriptionModel delegate, Identity identity) {
        this.costspan = costspan;
        this.delegate = delegate;
        this.identity = identity;
    }

    boolean isOf(Costspan other) {
        return costspan == other;
    }

    @Override
    public AudioTranscriptionResponse transcribe(AudioTranscriptionRequest request) {
        return operation(request).call(operation -> delegate.transcribe(request));
    }

    @Override
    public String transcribeToText(Audio audio) {
        return operation(audio).call(operation -> delegate.transcribeToText(audio));
    }

    @Override
    public ModelProvider provider() {
        return delegate.provider();
    }

    private OperationBuilder operation(Object request) {
        OperationBuilder operation = costspan.operation(Operation.TRANSCRIPTION)
                .provider(identity.provider())
                .model(identity.model());
        return RequestParts.hashed(operation, delegate, request);
    }
}
