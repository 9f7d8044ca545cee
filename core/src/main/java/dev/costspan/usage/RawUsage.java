package dev.costspan.usage;

import org.jspecify.annotations.Nullable;

/** What stood at each declared field of a format. Not thread-safe. */
final class RawUsage {

    private final @Nullable RawNumber[] numbers;
    private final @Nullable String[] texts;

    RawUsage(int numbers, int texts) {
        this.numbers = new RawNumber[numbers];
        this.texts = new String[texts];
    }

    @Nullable RawNumber number(int slot) {
        return numbers[slot];
    }

    @Nullable String text(int slot) {
        return texts[slot];
    }

    /** Takes a number that stands once in an answer; where it stands twice, the larger counts. */
    void most(int slot, RawNumber number) {
        numbers[slot] = number.most(numbers[slot]);
    }

    /** Takes one of the numbers of a list. */
    void add(int slot, RawNumber number) {
        numbers[slot] = number.plus(numbers[slot]);
    }

    /** Takes a text; of different ones the first in the order of their characters stays, so that order of arrival is nothing. */
    void text(int slot, String text) {
        String known = texts[slot];
        if (known == null || text.compareTo(known) < 0) {
            texts[slot] = text;
        }
    }

    /** Merges the next part of a stream in. */
    void merge(RawUsage chunk) {
        for (int i = 0; i < numbers.length; i++) {
            RawNumber number = chunk.numbers[i];
            if (number != null) {
                most(i, number);
            }
        }
        for (int i = 0; i < texts.length; i++) {
            String text = chunk.texts[i];
            if (text != null) {
                text(i, text);
            }
        }
    }
}
