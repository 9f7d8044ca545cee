package dev.costspan.cli;

import dev.costspan.pricing.PriceBook;
import dev.costspan.pricing.PriceFileException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Prices lines of JSON. Reads them one by one, so memory does not depend on how many there are. */
@Command(
        name = "price",
        mixinStandardHelpOptions = true,
        description = PriceHelp.DESCRIPTION,
        footer = PriceHelp.FOOTER)
final class PriceCommand implements Callable<Integer> {

    static final int MOST_LINE_BYTES = 16 << 20;

    private static final String STANDARD_INPUT = "-";

    private final Streams streams;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the command
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Files of JSON lines; standard input without any, and for '-'.")
    private final List<String> files = new ArrayList<>();

    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description =
                    "Prices to use in place of the bundled catalogue: a file of Costspan, LiteLLM or genai-prices, by its content."
                            + " Of several files, the first that names a model decides.")
    private final List<Path> priceFiles = new ArrayList<>();

    @Option(names = "--explain", description = "Adds 'explain' to each result: its arithmetic as text.")
    private boolean explain;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description = "When the requests of lines without a timestamp started; now without it.")
    private @Nullable Instant at;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write results; to standard output without it.")
    private @Nullable Path output;

    PriceCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        PriceBook prices = prices();
        requireReadable();
        PrintWriter err = spec.commandLine().getErr();
        try (ResultWriter results = new ResultWriter(out(), explain)) {
            PriceRun run =
                    new PriceRun(new CaseReader(at == null ? Instant.now() : at), new CasePricer(prices), results);
            if (files.isEmpty()) {
                run.price(streams.in(), null);
            }
            for (String file : files) {
                if (file.equals(STANDARD_INPUT)) {
                    run.price(streams.in(), null);
                } else {
                    try (InputStream in = Files.newInputStream(Path.of(file))) {
                        run.price(in, file);
                    }
                }
            }
            results.flush();
            if (run.badLines() > 0) {
                err.println("costspan price: " + run.badLines() + " of " + run.lines() + " lines could not be priced");
            }
            return run.badLines() > 0 ? CostspanCli.INCOMPLETE : CostspanCli.OK;
        } catch (IOException broken) {
            err.println("costspan price: reading or writing failed: " + broken.getMessage());
            return CostspanCli.INCOMPLETE;
        }
    }

    private PriceBook prices() {
        try {
            return PriceBooks.of(priceFiles);
        } catch (PriceFileException unusable) {
            throw new ParameterException(spec.commandLine(), unusable.getMessage(), unusable);
        }
    }

    private void requireReadable() {
        for (String file : files) {
            if (!file.equals(STANDARD_INPUT)
                    && !(Files.isReadable(Path.of(file)) && !Files.isDirectory(Path.of(file)))) {
                throw new ParameterException(spec.commandLine(), "file " + file + " cannot be read");
            }
        }
    }

    private OutputStream out() {
        if (output == null) {
            return new KeptOpen(streams.out());
        }
        try {
            return Files.newOutputStream(output);
        } catch (IOException unwritable) {
            throw new ParameterException(spec.commandLine(), "file " + output + " cannot be written", unwritable);
        }
    }

    /** Leaves standard output open for what the command says after its results. */
    private static final class KeptOpen extends FilterOutputStream {

        KeptOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            out.write(bytes, start, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /** Reads {@code --at} as a line's timestamp is read. */
    static final class InstantConverter implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String text) {
            try {
                return Timestamps.parse(text);
            } catch (DateTimeException noInstant) {
                throw new TypeConversionException("'" + text + "' is no ISO 8601 date or time");
            }
        }
    }
}
