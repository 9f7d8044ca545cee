package dev.costspan.examples.quickstart.local;

import dev.costspan.examples.quickstart.local.Prompt.Role;
import dev.costspan.examples.quickstart.local.Prompt.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A small deterministic support model: it asks for the order tool when the question names an order, repeats what the tool
 * returned, and else answers with the sentences of the supplied passages that share most with the question. The first
 * paragraph of the user message is the question, the rest are passages.
 */
final class ExtractiveModel {
    private static final Pattern ORDER_NUMBER = Pattern.compile("\\bNR-\\d{5}\\b");
    private static final Pattern PARAGRAPH_END = Pattern.compile("\\R\\s*\\R");
    private static final Pattern NOT_A_WORD = Pattern.compile("[^a-z0-9]+");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.?!])\\s+");
    private static final Set<String> STOP_WORDS = Set.of("""
                    a an and are as at be but by can do does for from has have how i if in is it long many much my no \
                    not of on or our so that the their then there they this to us was we what when where which will \
                    with yet you your""".split(" "));
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final int STEM = 5;
    private static final double LOSS_PER_PASSAGE = 0.15;
    private static final double SECOND_SENTENCE = 0.6;
    private static final String UNKNOWN = "I do not know. A colleague will reply by mail within one working day.";

    /** Answers a prompt; the same prompt always gets the same reply. */
    Reply answer(Prompt prompt) {
        List<Turn> turns = prompt.turns();
        if (!turns.isEmpty() && turns.get(turns.size() - 1).role() == Role.TOOL) {
            return Reply.of(turns.get(turns.size() - 1).text(), 0);
        }
        String[] paragraphs = PARAGRAPH_END.split(prompt.question(), 2);
        Matcher order = ORDER_NUMBER.matcher(paragraphs[0]);
        if (order.find() && !prompt.tools().isEmpty()) {
            Prompt.Tool tool = prompt.tools().get(0);
            return Reply.calling(tool.name(), "{\"" + tool.argument() + "\":\"" + order.group() + "\"}");
        }
        return bestSentences(paragraphs[0], paragraphs.length > 1 ? paragraphs[1] : "");
    }

    private static Reply bestSentences(String question, String passages) {
        List<Sentence> sentences = sentences(passages);
        Set<String> asked = stems(question);
        int weighed = sentences.stream().mapToInt(Sentence::words).sum();
        List<Scored> ranking = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            double score = score(sentences.get(i), asked, sentences);
            if (score > 0) {
                ranking.add(new Scored(i, score));
            }
        }
        if (ranking.isEmpty()) {
            return Reply.of(UNKNOWN, weighed);
        }
        ranking.sort(Comparator.comparingDouble(Scored::score).reversed().thenComparingInt(Scored::position));
        double enough = ranking.get(0).score() * SECOND_SENTENCE;
        String text = ranking.stream()
                .limit(2)
                .filter(scored -> scored.score() >= enough)
                .sorted(Comparator.comparingInt(Scored::position))
                .map(scored -> sentences.get(scored.position()).text())
                .reduce((first, second) -> first + " " + second)
                .orElse(UNKNOWN);
        return Reply.of(text, weighed);
    }

    /** A word counts the more, the fewer sentences hold it, and a passage the more, the earlier it comes. */
    private static double score(Sentence sentence, Set<String> asked, List<Sentence> all) {
        double score = 0;
        for (String stem : asked) {
            if (sentence.stems().contains(stem)) {
                long holders = all.stream()
                        .filter(other -> other.stems().contains(stem))
                        .count();
                score += Math.log(1 + (double) all.size() / holders);
            }
        }
        return score / (1 + LOSS_PER_PASSAGE * sentence.passage());
    }

    private static List<Sentence> sentences(String passages) {
        List<Sentence> sentences = new ArrayList<>();
        String[] paragraphs = PARAGRAPH_END.split(passages, -1);
        for (int i = 0; i < paragraphs.length; i++) {
            int passage = i;
            paragraphs[i]
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(SENTENCE_END::splitAsStream)
                    .filter(text -> !text.isBlank() && !text.endsWith(":"))
                    .map(text -> new Sentence(
                            text, passage, (int) BLANKS.splitAsStream(text).count(), stems(text)))
                    .forEach(sentences::add);
        }
        return sentences;
    }

    private static Set<String> stems(String text) {
        Set<String> stems = new HashSet<>();
        NOT_A_WORD
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty() && !STOP_WORDS.contains(word))
                .map(ExtractiveModel::stem)
                .forEach(stems::add);
        return stems;
    }

    private static String stem(String word) {
        String singular = word.length() > 2 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
        return singular.length() > STEM ? singular.substring(0, STEM) : singular;
    }

    private record Sentence(String text, int passage, int words, Set<String> stems) {}

    private record Scored(int position, double score) {}
}
