package dev.signalbox.console.connect;

import dev.signalbox.console.ConsoleException;
import dev.signalbox.core.control.AgentMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the local JVMs that carry the agent; all are asked at once, so that one that hangs costs one timeout. */
public final class LocalJvms {
    private final Bounded bounded;

    /** Asks within the bound. */
    public LocalJvms(Bounded bounded) {
        this.bounded = bounded;
    }

    /** Asks each local JVM that matches. */
    public List<Probe> probe(Predicate<LocalJvm> matching) {
        List<Asked> asked = new ArrayList<>();
        for (LocalJvm jvm : Attach.list()) {
            if (matching.test(jvm)) {
                asked.add(new Asked(jvm, bounded.start("JVM " + jvm.words(), () -> ask(jvm))));
            }
        }
        return asked.stream().map(LocalJvms::answer).toList();
    }

    /** What is known of one JVM; to be called within the bound. */
    public static Probe probe(LocalJvm jvm) throws Exception {
        return ask(jvm);
    }

    private record Asked(LocalJvm jvm, Bounded.Running<Probe> running) {}

    private static Probe answer(Asked asked) {
        try {
            return asked.running().await();
        } catch (ConsoleException e) {
            String prefix = "JVM " + asked.jvm().words() + ": ";
            String message = String.valueOf(e.getMessage());
            return new Probe.Skipped(
                    asked.jvm(), false, message.startsWith(prefix) ? message.substring(prefix.length()) : message);
        }
    }

    private static Probe ask(LocalJvm jvm) throws Exception {
        Optional<String> address = Attach.connectorAddressIfLikely(jvm.pid());
        if (address.isEmpty()) {
            return new Probe.Skipped(jvm, true, "no Signalbox agent");
        }
        try (Connection connection = Connection.open(jvm.words(), address.get(), Credentials.NONE)) {
            if (!connection.carriesAgent()) {
                return new Probe.Skipped(jvm, true, "no Signalbox agent");
            }
            AgentMXBean agent = connection.agent();
            return new Probe.Carrying(jvm, agent.getVersion(), agent.getState(), agent.getRoutes());
        }
    }
}
