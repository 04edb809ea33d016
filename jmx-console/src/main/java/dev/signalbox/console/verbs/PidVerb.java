package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.Bounded;
import dev.signalbox.console.connect.Targets.Target;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** A verb without names of its own to be given, so that the JVM's process id may be given without {@code --pid}. */
public abstract class PidVerb extends TargetVerb {
    @Parameters(arity = "0..1", paramLabel = "PID", description = "The local JVM of this process id, as by --pid.")
    private @Nullable Long process;

    @Override
    Target target(Bounded bounded) {
        return process == null ? super.target(bounded) : targets().only(process);
    }
}
