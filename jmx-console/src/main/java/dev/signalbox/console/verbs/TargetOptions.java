package dev.signalbox.console.verbs;

import dev.signalbox.console.ConsoleException;
import dev.signalbox.console.connect.Bounded;
import dev.signalbox.console.connect.Targets;
import dev.signalbox.console.connect.Targets.Target;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that say which JVM is meant. Without any it is the only local one that carries the agent. */
public final class TargetOptions {
    @ArgGroup(multiplicity = "0..1")
    private Which which = new Which();

    @ArgGroup(exclusive = false, multiplicity = "0..1")
    private LoginOptions login = new LoginOptions();

    /** One way of three. */
    static final class Which {
        @Option(names = "--pid", paramLabel = "PID", description = "The local JVM of this process id.")
        private @Nullable Long pid;

        @Option(
                names = "--main",
                paramLabel = "TEXT",
                description = "The local JVM with the agent whose main class or jar holds this text.")
        private @Nullable String main;

        @Option(
                names = "--url",
                paramLabel = "URL",
                description = "A JMX service URL (service:jmx:rmi:///jndi/rmi://host:port/jmxrmi), or host:port.")
        private @Nullable String url;
    }

    /** The JVM of a process id that was given without an option: no other may be named beside it. */
    Target only(long pid) {
        if (which.pid != null || which.main != null || which.url != null) {
            throw ConsoleException.usage(
                    "the process id " + pid + " and an option name a JVM each",
                    "give one of PID, --pid, --main and --url");
        }
        login.refuseWithoutUrl();
        return Targets.pid(pid);
    }

    /** Finds the JVM that is meant. */
    Target find(Bounded bounded) {
        if (which.url != null) {
            return Targets.url(which.url, login.credentials());
        }
        login.refuseWithoutUrl();
        return which.pid != null ? Targets.pid(which.pid) : Targets.only(which.main, bounded);
    }
}
