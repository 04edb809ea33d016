package dev.signalbox.console;

import dev.signalbox.console.output.Style;
import dev.signalbox.console.verbs.AllocationVerb;
import dev.signalbox.console.verbs.AttachVerb;
import dev.signalbox.console.verbs.BalanceVerb;
import dev.signalbox.console.verbs.BypassVerb;
import dev.signalbox.console.verbs.DetachVerb;
import dev.signalbox.console.verbs.DisableVerb;
import dev.signalbox.console.verbs.DrainVerb;
import dev.signalbox.console.verbs.DrillVerb;
import dev.signalbox.console.verbs.EjectVerb;
import dev.signalbox.console.verbs.EnableVerb;
import dev.signalbox.console.verbs.ExplainVerb;
import dev.signalbox.console.verbs.FailbackVerb;
import dev.signalbox.console.verbs.FailoverVerb;
import dev.signalbox.console.verbs.InitVerb;
import dev.signalbox.console.verbs.LimitVerb;
import dev.signalbox.console.verbs.ListVerb;
import dev.signalbox.console.verbs.ModelsVerb;
import dev.signalbox.console.verbs.ProbeVerb;
import dev.signalbox.console.verbs.RecoveryVerb;
import dev.signalbox.console.verbs.ReloadVerb;
import dev.signalbox.console.verbs.ResumeVerb;
import dev.signalbox.console.verbs.StatusVerb;
import dev.signalbox.console.verbs.WatchVerb;
import dev.signalbox.console.verbs.WeighVerb;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line as a whole: its verbs, its exit codes, and what happens when no verb is given. */
@Command(
        name = "signalbox",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "VERB",
        description = "Watches and switches the Signalbox agent in a JVM, over JMX.",
        commandListHeading = "%nVerbs:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the target refused: an unknown route, chain or node, a missing right, a bad config; nothing to init from",
            "2:the command line is wrong; nothing was contacted",
            "3:no JVM with the agent, or more than one",
            "4:the JVM cannot be reached, does not answer in time, or was lost"
        },
        footer = {
            "",
            "Without --pid, --main or --url a verb is meant for the only local JVM that carries the agent.",
            "",
            "Examples:",
            "  signalbox list",
            "  signalbox status",
            "  signalbox failover chat small --for 5m --reason 'large answers slowly'",
            "  signalbox VERB --help"
        },
        subcommands = {
            ListVerb.class,
            AttachVerb.class,
            DetachVerb.class,
            StatusVerb.class,
            FailoverVerb.class,
            FailbackVerb.class,
            DrainVerb.class,
            EjectVerb.class,
            ResumeVerb.class,
            ProbeVerb.class,
            WeighVerb.class,
            LimitVerb.class,
            EnableVerb.class,
            DisableVerb.class,
            DrillVerb.class,
            BypassVerb.class,
            ReloadVerb.class,
            ExplainVerb.class,
            BalanceVerb.class,
            AllocationVerb.class,
            RecoveryVerb.class,
            WatchVerb.class,
            ModelsVerb.class,
            InitVerb.class
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class SignalboxCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the console's version.")
    private boolean version;

    /** A command line that writes there. */
    public static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        Errors errors = new Errors();
        return new CommandLine(new SignalboxCommand())
                .setOut(out)
                .setErr(err)
                .setColorScheme(Help.defaultColorScheme(Style.colourIsWelcome() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no verb given");
    }
}
