package dev.costspan.examples.quickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Text in columns of fixed width: headings, a rule, lines. */
final class Columns {
    private Columns() {}

    /**
     * The lines as text, each ending in {@code \n}.
     *
     * @param firstNumber the first column that is set to the right
     * @param lastNumber the last one
     */
    static String of(List<String> headings, List<List<String>> lines, int firstNumber, int lastNumber) {
        List<List<String>> all = new ArrayList<>();
        all.add(headings);
        all.addAll(lines);
        List<Integer> widths = widths(all);
        List<String> printed = all.stream()
                .map(line -> print(line, widths, firstNumber, lastNumber))
                .toList();
        return printed.get(0) + rule(widths) + String.join("", printed.subList(1, printed.size()));
    }

    /** The lines with a second rule before the last one, which holds totals. */
    static String withTotals(List<String> headings, List<List<String>> lines, int firstNumber, int lastNumber) {
        String text = of(headings, lines, firstNumber, lastNumber);
        int lastLine = text.lastIndexOf('\n', text.length() - 2) + 1;
        String rule = text.lines().skip(1).findFirst().orElse("") + "\n";
        return text.substring(0, lastLine) + rule + text.substring(lastLine);
    }

    private static List<Integer> widths(List<List<String>> lines) {
        return IntStream.range(0, lines.get(0).size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .boxed()
                .toList();
    }

    private static String rule(List<Integer> widths) {
        return widths.stream().map("-"::repeat).collect(Collectors.joining("  ", "", "\n"));
    }

    private static String print(List<String> cells, List<Integer> widths, int firstNumber, int lastNumber) {
        return IntStream.range(0, cells.size())
                        .mapToObj(column -> {
                            String blanks = " "
                                    .repeat(widths.get(column)
                                            - cells.get(column).length());
                            boolean right = column >= firstNumber && column <= lastNumber;
                            return right ? blanks + cells.get(column) : cells.get(column) + blanks;
                        })
                        .collect(Collectors.joining("  "))
                        .stripTrailing()
                + "\n";
    }
}
