package dev.signalbox.console.verbs;

import dev.signalbox.console.output.OutputOptions;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every verb has: a way to answer, and a time limit. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields before call()
public abstract class Verb implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private TimeoutOption timeout;

    @Mixin
    private OutputOptions output;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    private boolean help;

    final TimeoutOption timeout() {
        return timeout;
    }

    final OutputOptions output() {
        return output;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
