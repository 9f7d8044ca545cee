package dev.costspan.pricing;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes down where both price lists differ, and which of them the catalogue follows. */
final class ConflictReport {

    private ConflictReport() {}

    static String of(CatalogMerge merge, Collection<PriceSource> sources, Collection<PriceCard> additions) {
        StringBuilder text = new StringBuilder(
                """
                # Price conflicts

                Generated with the bundled catalogue; do not edit it. What 1,000 input and 1,000 output tokens of a model cost in USD by each
                list, where both know the model and differ, and whose prices the catalogue has. "nothing" is a list that has no price for such
                a call. The lists: %s.

                | provider | models in both | priced differently |
                |---|---|---|
                """.formatted(sources.stream().map(PriceSource::toString).collect(Collectors.joining(", "))));
        Map<String, Long> different = merge.conflicts().stream()
                .collect(Collectors.groupingBy(CatalogMerge.Conflict::provider, Collectors.counting()));
        new TreeMap<>(merge.shared())
                .forEach((provider, shared) -> row(text, provider, shared, different.getOrDefault(provider, 0L)));
        row(
                text,
                "all",
                merge.shared().values().stream().mapToInt(Integer::intValue).sum(),
                merge.conflicts().size());
        text.append("\n| provider | model | genai-prices | litellm | catalogue | why |\n|---|---|---|---|---|---|\n");
        for (CatalogMerge.Conflict conflict : merge.conflicts()) {
            row(
                    text,
                    conflict.provider(),
                    "`" + conflict.model() + "`",
                    conflict.genAiPrices(),
                    conflict.liteLlm(),
                    conflict.winner(),
                    conflict.reason());
        }
        text.append("""

                ## Factors

                genai-prices cannot state a factor under a condition. These cards of it have theirs from LiteLLM.

                | provider | model | factors |
                |---|---|---|
                """);
        merge.factors().stream()
                .map(factor -> "| " + factor.provider() + " | `" + factor.model() + "` | "
                        + factor.multipliers().stream()
                                .map(one -> one.option() + "=" + one.value() + ": " + one.factor())
                                .collect(Collectors.joining(", "))
                        + " |\n")
                .sorted()
                .forEach(text::append);
        text.append("""

                ## Additions

                Kept by hand in `core/src/test/prices/additions.tsv`, with their sources; both lists end where they begin.

                | card | from |
                |---|---|
                """);
        additions.forEach(card -> row(text, "`" + card.id() + "`", String.valueOf(card.from())));
        return text.toString();
    }

    private static void row(StringBuilder text, Object... cells) {
        text.append('|');
        for (Object cell : cells) {
            text.append(' ').append(cell).append(" |");
        }
        text.append('\n');
    }
}
