package dev.costspan.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line of Costspan: one program with a command for each task.
 *
 * <p>Exit codes are the same for all: 0 when everything was done, 1 when a part was not and the output says which, 2 when nothing was
 * done because an argument, or a file that it names, is wrong.
 */
@Command(
        name = "costspan",
        description = "What AI calls cost.",
        versionProvider = CostspanCli.Version.class,
        mixinStandardHelpOptions = true,
        subcommands = HelpCommand.class)
public final class CostspanCli implements Runnable {

    static final int OK = 0;
    static final int INCOMPLETE = 1;
    static final int WRONG_USAGE = 2;

    private static final int HELP_WIDTH = 100;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    private CostspanCli() {}

    /**
     * Runs one command on the process's own streams, then ends the process with the command's exit code.
     *
     * @param words the command and its arguments
     */
    public static void main(String[] words) {
        // System.out would swallow errors and encode text by the platform's choice.
        Streams streams = new Streams(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
        System.exit(run(streams, words));
    }

    /** Runs one command and returns its exit code; throws nothing that an argument or an input causes. */
    static int run(Streams streams, String... words) {
        PrintWriter out = new PrintWriter(streams.out(), false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(streams.err(), true, StandardCharsets.UTF_8);
        CommandLine line = new CommandLine(new CostspanCli());
        line.addSubcommand(new PriceCommand(streams));
        // These reach the commands that are there by now.
        line.setOut(out).setErr(err).setUsageHelpWidth(HELP_WIDTH);
        line.setParameterExceptionHandler((wrong, given) -> {
            CommandLine command = wrong.getCommandLine();
            command.getErr().println(wrong.getMessage());
            command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
            return WRONG_USAGE;
        });
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("costspan: unexpected failure, please report it: " + failure);
            return INCOMPLETE;
        });
        int exitCode = line.execute(words);
        out.flush();
        err.flush();
        return exitCode;
    }

    /** Is there without a command. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    /** Names the version that the jar's manifest states. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = CostspanCli.class.getPackage().getImplementationVersion();
            return new String[] {"costspan " + (version == null ? "(not packaged)" : version)};
        }
    }
}
