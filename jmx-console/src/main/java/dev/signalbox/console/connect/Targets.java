package dev.signalbox.console.connect;

import dev.signalbox.console.ConsoleException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Picks the one JVM that is meant. */
public final class Targets {
    private Targets() {}

    /** A JVM that can be connected to. */
    public interface Target {
        /** Connects; to be called within a time limit. */
        Connection open() throws Exception;

        /** How it is called in messages. */
        String words();
    }

    /** The JVM of this process id, asked for the agent only when it is connected to. */
    public static Target pid(long pid) {
        LocalJvm jvm = jvm(pid);
        return local(jvm, words(jvm));
    }

    /** The process of this id; its main class is empty where it shows none to this user. */
    public static LocalJvm jvm(long pid) {
        Attach.requireAvailable();
        if (ProcessHandle.of(pid).isEmpty()) {
            throw ConsoleException.noTarget(
                    "there is no process " + pid, "see 'list' for the JVMs with the agent", List.of());
        }
        return Attach.list().stream()
                .filter(jvm -> jvm.pid() == pid)
                .findFirst()
                .orElse(new LocalJvm(pid, ""));
    }

    private static String words(LocalJvm jvm) {
        return jvm.main().isEmpty() ? Long.toString(jvm.pid()) : jvm.words();
    }

    /** A JVM by its JMX service URL, or {@code host:port}. */
    public static Target url(String url, Credentials credentials) {
        String full = url.startsWith("service:jmx:") ? url : "service:jmx:rmi:///jndi/rmi://" + url + "/jmxrmi";
        return new Target() {
            @Override
            public Connection open() throws Exception {
                return Connection.open(url, full, credentials);
            }

            @Override
            public String words() {
                return url;
            }
        };
    }

    /** The only local JVM with the agent, among those whose main class or jar holds {@code main}, where that is given. */
    public static Target only(@Nullable String main, Bounded bounded) {
        Predicate<LocalJvm> matching = jvm -> main == null || jvm.main().contains(main);
        return choose(main, new LocalJvms(bounded).probe(matching));
    }

    static Target choose(@Nullable String main, List<Probe> probes) {
        List<LocalJvm> carrying = probes.stream()
                .filter(Probe.Carrying.class::isInstance)
                .map(Probe::jvm)
                .toList();
        if (carrying.size() == 1) {
            return local(carrying.get(0), carrying.get(0).words());
        }
        String which = main == null ? "" : " whose main class or jar holds '" + main + "'";
        if (carrying.size() > 1) {
            List<String> words = carrying.stream().map(LocalJvm::words).toList();
            throw ConsoleException.noTarget(
                    carrying.size() + " JVMs" + which + " carry the agent: " + String.join("; ", words),
                    "name one with --pid or --main",
                    words);
        }
        List<String> silent = probes.stream()
                .filter(p -> p instanceof Probe.Skipped s && !s.answered())
                .map(p -> p.jvm().words() + " (" + ((Probe.Skipped) p).reason() + ")")
                .toList();
        if (main != null && !silent.isEmpty()) {
            throw ConsoleException.noConnection(
                    "cannot ask " + String.join("; ", silent),
                    "wait longer with --timeout, or connect with --url",
                    null);
        }
        throw ConsoleException.noTarget(
                "no local JVM" + which + " carries the agent"
                        + (silent.isEmpty() ? "" : "; could not ask " + String.join("; ", silent)),
                "'list --all' shows each JVM and why it is skipped; a remote one is named with --url",
                List.of());
    }

    private static Target local(LocalJvm jvm, String words) {
        return new Target() {
            @Override
            public Connection open() throws Exception {
                return Connection.open(words, Attach.connectorAddress(jvm.pid()), Credentials.NONE);
            }

            @Override
            public String words() {
                return words;
            }
        };
    }
}
