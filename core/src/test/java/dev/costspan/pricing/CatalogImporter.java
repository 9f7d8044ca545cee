package dev.costspan.pricing;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the bundled catalogue out of both price lists.
 *
 * <p>Arguments: a directory that holds the lists, their licences, the additions and {@code README.md}, whose table says for each list
 * where it is from, at which commit and date; the resources directory to write to; and the file for the report of conflicts.
 */
final class CatalogImporter {

    static final String LITELLM_FILE = "litellm_model_prices_and_context_window.json";
    static final String GENAI_PRICES_FILE = "genai_prices_data.json";

    static final String ADDITIONS_FILE = "additions.tsv";

    private static final String SOURCES_FILE = "README.md";
    private static final String TARGET = "META-INF/costspan";

    private final Path lists;
    private final PrintStream out;

    CatalogImporter(Path lists, PrintStream out) {
        this.lists = lists;
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            throw new IllegalArgumentException(
                    "usage: CatalogImporter <directory of the lists> <resources directory> <report>");
        }
        new CatalogImporter(Path.of(args[0]), System.out).write(Path.of(args[1]), Path.of(args[2]));
    }

    void write(Path resources, Path report) throws IOException {
        Origin genAiPricesOrigin = Origin.of(lists, GENAI_PRICES_FILE);
        Origin liteLlmOrigin = Origin.of(lists, LITELLM_FILE);
        PriceSource genAiPricesSource = new PriceSource("genai-prices", genAiPricesOrigin.date());
        PriceSource liteLlmSource = new PriceSource("litellm", liteLlmOrigin.date());

        List<PriceCard> genAiPrices = read(PriceFormat.GENAI_PRICES, GENAI_PRICES_FILE, genAiPricesSource);
        List<PriceCard> liteLlm = read(PriceFormat.LITELLM, LITELLM_FILE, liteLlmSource);
        List<PriceCard> additions = new CatalogFile(Files.readString(lists.resolve(ADDITIONS_FILE))).cards();
        CatalogMerge merge = new CatalogMerge(genAiPrices, liteLlm, additions, sampleInstant(liteLlmOrigin));
        List<PriceCard> cards = merge.merge();
        print(merge, cards);

        List<PriceSource> sources = Stream.concat(
                        Stream.of(genAiPricesSource, liteLlmSource),
                        additions.stream().map(PriceCard::source).distinct())
                .toList();
        Path target = Files.createDirectories(resources.resolve(TARGET));
        Files.writeString(target.resolve("prices.tsv"), CatalogWriter.write(cards, sources));
        Files.writeString(target.resolve("prices-NOTICE.txt"), notice(List.of(genAiPricesOrigin, liteLlmOrigin)));
        Files.writeString(report, ConflictReport.of(merge, List.of(genAiPricesSource, liteLlmSource), additions));
    }

    private static Instant sampleInstant(Origin origin) {
        return origin.date().atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private List<PriceCard> read(PriceFormat format, String name, PriceSource source) {
        PriceFileLog log = new PriceFileLog();
        List<PriceCard> cards = format.read(lists.resolve(name), source, log);
        out.println(source + ": " + cards.size() + " cards");
        log.leftOut().forEach((reason, models) -> {
            out.println("  left out, " + reason + ": " + models.size());
            models.forEach(model -> out.println("    " + model));
        });
        out.println("  overruled: " + log.overruled().size());
        log.overruled().forEach(what -> out.println("    " + what));
        return cards;
    }

    private void print(CatalogMerge merge, List<PriceCard> cards) {
        out.println("in both lists: "
                + merge.shared().values().stream().mapToInt(Integer::intValue).sum()
                + " models, with another price in litellm: "
                + merge.conflicts().size());
        out.println("unread keys, with the number of cards:");
        cards.stream()
                .flatMap(card -> card.unreadKeys().stream())
                .collect(Collectors.groupingBy(key -> key, TreeMap::new, Collectors.counting()))
                .forEach((key, count) -> out.println("    " + key + ": " + count));
        long ids = cards.stream()
                .flatMap(card -> card.models().stream().map(id -> card.provider() + '\n' + id))
                .distinct()
                .count();
        long providers = cards.stream().map(PriceCard::provider).distinct().count();
        long conditions =
                cards.stream().filter(card -> card.conditionCount() > 0).count();
        long tiers = cards.stream().filter(card -> card.serviceTier() != null).count();
        out.println("catalogue: " + cards.size() + " cards, " + tiers + " of them for service tiers, " + conditions
                + " under conditions, " + ids
                + " model names, " + providers + " providers");
    }

    private String notice(List<Origin> origins) throws IOException {
        List<String> parts = new ArrayList<>();
        parts.add("""
                The price catalogue of Costspan

                META-INF/costspan/prices.tsv is generated from the price lists named here: facts such as prices, thresholds and
                model names, no code. Prices age; each is as of the date of its list. Each card names its source; factors on the
                rates of a genai-prices card are from LiteLLM, and cards of source costspan are kept by hand.
                """);
        for (Origin origin : origins) {
            parts.add("""
                    ------------------------------------------------------------------------
                    %s
                    commit %s
                    date %s

                    %s""".formatted(origin.where(), origin.commit(), origin.date(), origin.licence()));
        }
        return String.join("\n", parts);
    }

    /** Where a price list comes from, as the table in {@code README.md} says. */
    private record Origin(String where, String commit, LocalDate date, String licence) {

        static Origin of(Path lists, String file) throws IOException {
            for (String line : Files.readAllLines(lists.resolve(SOURCES_FILE))) {
                String[] cells = line.split("\\|");
                if (cells.length > 5 && cells[1].strip().equals(file)) {
                    Path licence = lists.resolve(
                            file.startsWith("litellm") ? "LICENSE-litellm.txt" : "LICENSE-genai-prices.txt");
                    return new Origin(
                            cells[2].strip(),
                            cells[3].strip(),
                            LocalDate.parse(cells[4].strip()),
                            Files.readString(licence));
                }
            }
            throw new IOException(SOURCES_FILE + " in " + lists + " has no row for " + file);
        }
    }
}
