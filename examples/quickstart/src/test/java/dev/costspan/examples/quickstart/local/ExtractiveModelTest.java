package dev.costspan.examples.quickstart.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.costspan.examples.quickstart.local.Prompt.Role;
import dev.costspan.examples.quickstart.local.Prompt.Turn;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractiveModelTest {
    private static final Prompt.Tool TOOL = new Prompt.Tool("orderStatus", "orderNumber", "{}");

    private final ExtractiveModel model = new ExtractiveModel();

    @Test
    void answer_whenNoSentenceSharesAWord_saysThatItDoesNotKnow() {
        Reply reply = model.answer(prompt(List.of(), new Turn(Role.USER, "Do you sell kayaks?\n\nBoots are waxed.")));

        assertThat(reply.text()).startsWith("I do not know.");
        assertThat(reply.weighedWords()).isEqualTo(3);
    }

    @Test
    void answer_whenTwoSentencesFit_givesBothInTheirOrder() {
        Reply reply = model.answer(prompt(
                List.of(),
                new Turn(
                        Role.USER,
                        "How do I dry a tent?\n\nDry the tent in shade. We ship daily. Never dry a tent by fire.")));

        assertThat(reply.text()).isEqualTo("Dry the tent in shade. Never dry a tent by fire.");
    }

    @Test
    void answer_whenOrderIsNamedButNoToolIsOffered_answersFromThePassages() {
        Reply reply =
                model.answer(prompt(List.of(), new Turn(Role.USER, "Where is order NR-20417?\n\nOrders travel.")));

        assertThat(reply.toolCall()).isNull();
        assertThat(reply.text()).isEqualTo("Orders travel.");
    }

    @Test
    void answer_whenToolHasAnswered_repeatsItsResult() {
        Reply reply = model.answer(prompt(
                List.of(TOOL),
                new Turn(Role.USER, "Where is order NR-20417?"),
                new Turn(Role.ASSISTANT, "orderStatus"),
                new Turn(Role.TOOL, "It is here.")));

        assertThat(reply).isEqualTo(Reply.of("It is here.", 0));
    }

    @Test
    void answer_whenOrderIsNamedOnlyInAPassage_callsNoTool() {
        Reply reply = model.answer(prompt(
                List.of(TOOL), new Turn(Role.USER, "What is an order number?\n\nAn order number is like NR-20001.")));

        assertThat(reply.toolCall()).isNull();
    }

    private static Prompt prompt(List<Prompt.Tool> tools, Turn... turns) {
        return new Prompt("gpt-4o-mini", tools, "", false, List.of(turns), false, false);
    }
}
