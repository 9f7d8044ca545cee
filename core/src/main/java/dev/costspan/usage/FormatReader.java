package dev.costspan.usage;

import java.util.ArrayList;
import java.util.List;

/**
 * The reader of one or more format tables in a single pass. Which table an answer follows is seen from what it holds. Immutable and
 * thread-safe.
 */
final class FormatReader {

    private final FieldTree tree = new FieldTree();
    private final List<TableReader> tables = new ArrayList<>();
    private final int numbers;
    private final int texts;

    /**
     * Makes a reader.
     *
     * @param tables the formats an answer may have, the likeliest first
     */
    FormatReader(List<FormatTable> tables) {
        int[] slots = new int[2];
        for (FormatTable table : tables) {
            this.tables.add(new TableReader(table, tree, slots));
        }
        numbers = slots[0];
        texts = slots[1];
    }

    RawUsage empty() {
        return new RawUsage(numbers, texts);
    }

    RawUsage read(String json) {
        return AnswerScan.read(json, tree, this::empty);
    }

    RawUsage read(byte[] utf8) {
        return AnswerScan.read(utf8, tree, this::empty);
    }

    /** Returns what the table says that explains the answer best, the first of equals. */
    UsageReport report(RawUsage raw) {
        TableReader best = tables.get(0);
        for (TableReader table : tables) {
            if (table.fit(raw).compareTo(best.fit(raw)) > 0) {
                best = table;
            }
        }
        return best.report(raw);
    }
}
