package dev.costspan.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.Attempt;
import dev.costspan.MeteredOperation;
import dev.costspan.outcome.WasteReason;
import dev.costspan.usage.Operation;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Answers that a provider billed and a client asked for again, as the HTTP seam of a client tells of them. */
class ThrownAwayAnswersTest {

    /** 100 input and 5 output tokens: 0.00025 + 0.00005 USD by {@link Prices}. */
    private static final String BODY = """
            {"model": "gpt-4o-2024-08-06", "choices": "nothing a client can read",
             "usage": {"prompt_tokens": 100, "completion_tokens": 5, "total_tokens": 105}}
            """;

    private final Observed observed = Observed.create();

    @Test
    void answered_whenTheSameIsAskedForAgain_isBilledAndWaste() {
        observed.chat().call(operation -> {
            answered(operation.attempt(request("Hi")), BODY);
            answered(operation.attempt(request("Hi")), BODY);
            return Answer.USUAL.tell(operation);
        });

        assertThat(observed.only().billedAttempts()).isEqualTo(2);
        assertThat(observed.only().cost().amount()).isEqualByComparingTo("0.00305");
        assertWaste(WasteReason.FAILED_ATTEMPT, "0.0003");
    }

    @Test
    void answered_whenAnotherRequestFollows_isPartOfTheOperation() {
        observed.costspan.operation(Operation.EMBEDDINGS).provider("openai").call(operation -> {
            answered(operation.attempt(request("the first hundred texts")), BODY);
            answered(operation.attempt(request("the rest of them")), BODY);
            return Answer.USUAL.tell(operation);
        });

        assertThat(observed.only().attempts()).isEqualTo(2);
        assertThat(observed.only().billedAttempts()).isEqualTo(1);
        assertThat(observed.only().waste().reasons()).isEmpty();
    }

    @Test
    void answered_whenTheOperationFailsAllTheSame_isBilledAndWaste() {
        MeteredOperation operation = observed.chat().start();
        answered(operation.attempt(request("Hi")), BODY);
        operation.fail("com.acme.UnreadableAnswer");

        assertThat(observed.only().cost().amount()).isEqualByComparingTo("0.0003");
        assertThat(observed.only().responseModel()).isEqualTo("gpt-4o-2024-08-06");
        assertThat(observed.only().billedAttempts()).isEqualTo(1);
        assertWaste(WasteReason.FAILED_OPERATION, "0.0003");
    }

    @Test
    void answered_whenAThrownAwayAnswerSaysNothing_isNotBilled() {
        observed.chat().call(operation -> {
            answered(operation.attempt(request("Hi")), BODY);
            answered(operation.attempt(request("Hi")), "<html>Try again later</html>");
            operation.attempt(request("Hi")).answered(() -> null);
            answered(operation.attempt(request("Hi")), BODY);
            return Answer.USUAL.tell(operation);
        });

        assertThat(observed.only().attempts()).isEqualTo(4);
        assertThat(observed.only().billedAttempts()).isEqualTo(2);
        assertThat(observed.only().cost().amount()).isEqualByComparingTo("0.00305");
        assertWaste(WasteReason.FAILED_ATTEMPT, "0.0003");
    }

    @Test
    void answered_whenImagesAreThrownAway_countsThem() {
        MeteredOperation operation = observed.costspan
                .operation(Operation.IMAGE)
                .provider("acme")
                .model("painter")
                .start();
        answered(operation.attempt(request("a lighthouse")), "{\"data\": [{\"url\": \"one\"}, {\"url\": \"two\"}]}");
        operation.fail("com.acme.UnreadableAnswer");

        assertThat(observed.only().cost().amount()).isEqualByComparingTo("0.08");
    }

    @Test
    void answered_whenTheOperationHasEnded_isNotKept() {
        MeteredOperation operation = observed.chat().start();
        WeakReference<Object> before = keep(operation);
        operation.end();
        WeakReference<Object> after = keep(operation);

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while ((before.get() != null || after.get() != null) && System.nanoTime() < deadline) {
            System.gc();
        }

        assertThat(before.get()).isNull();
        assertThat(after.get()).isNull();
        assertThat(operation.isOpen()).isFalse();
    }

    /** An attempt whose request and answer hold one object. */
    private static WeakReference<Object> keep(MeteredOperation operation) {
        Object large = new Object();
        operation.attempt(large).answered(() -> large.toString().getBytes(StandardCharsets.UTF_8));
        return new WeakReference<>(large);
    }

    private static void answered(Attempt attempt, String body) {
        attempt.answered(() -> body.getBytes(StandardCharsets.UTF_8));
    }

    /** Equal requests that are not the same object. */
    private static Object request(String text) {
        return new StringBuilder(text).toString();
    }

    private void assertWaste(WasteReason reason, String amount) {
        assertThat(observed.only().waste().amounts()).containsOnlyKeys(reason);
        assertThat(observed.only().waste().amount()).isEqualByComparingTo(amount);
    }
}
