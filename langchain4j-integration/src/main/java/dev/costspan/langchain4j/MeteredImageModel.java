package dev.costspan.langchain4j;

import dev.costspan.Costspan;
import dev.costspan.MeteredOperation;
import dev.costspan.OperationBuilder;
import dev.costspan.usage.Meter;
import dev.costspan.usage.Operation;
import dev.costspan.usage.Usage;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.model.image.ImageModel;
import dev.langchain4j.model.output.Response;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An image model each of whose calls is one operation; the images of the answer and the tokens it reports count. */
final class MeteredImageModel implements ImageModel {

    private final Costspan costspan;
    private final ImageModel delegate;
    private final Identity identity;

    MeteredImageModel(Costspan costspan, ImageModel delegate, Identity identity) {
        this.costspan = costspan;
        this.delegate = delegate;
        this.identity = identity;
    }

    boolean isOf(Costspan other) {
        return costspan == other;
    }

    @Override
    public Response<Image> generate(String prompt) {
        return metered(prompt, null, null, () -> delegate.generate(prompt));
    }

    @Override
    public Response<List<Image>> generate(String prompt, int n) {
        return metered(prompt, n, null, () -> delegate.generate(prompt, n));
    }

    @Override
    public Response<Image> edit(Image image, String prompt) {
        return metered(prompt, image, null, () -> delegate.edit(image, prompt));
    }

    @Override
    public Response<Image> edit(Image image, Image mask, String prompt) {
        return metered(prompt, image, mask, () -> delegate.edit(image, mask, prompt));
    }

    private <T> Response<T> metered(
            String prompt, @Nullable Object more, @Nullable Image mask, Supplier<Response<T>> send) {
        OperationBuilder builder = costspan.operation(Operation.IMAGE)
                .provider(identity.provider())
                .model(identity.model());
        return RequestParts.hashed(builder, delegate, prompt, more, mask).call(operation -> {
            Response<T> response = send.get();
            if (response != null) {
                operation.answer(response, MeteredImageModel::read);
            }
            return response;
        });
    }

    private static void read(MeteredOperation operation, Response<?> response) {
        Usage tokens = response.tokenUsage() == null ? null : TokenUsageReader.INSTANCE.read(response.tokenUsage());
        Usage.Builder usage = tokens == null ? Usage.builder() : tokens.toBuilder();
        if (response.content() instanceof List<?> several) {
            usage.quantity(Meter.OUTPUT_IMAGES, several.size());
        } else if (response.content() != null) {
            usage.quantity(Meter.OUTPUT_IMAGES, 1);
        }
        operation.usage(usage.build());
    }
}
