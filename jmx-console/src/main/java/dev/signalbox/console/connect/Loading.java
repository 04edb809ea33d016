package dev.signalbox.console.connect;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.signalbox.console.ConsoleException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Loads the agent into a JVM that runs already. Only for where {@link Attach#isAvailable}. */
public final class Loading {
    private static final int WARNS_FROM = 21;
    private static final String FLAG = "-XX:+EnableDynamicAgentLoading";

    private Loading() {}

    /**
     * Loads the agent; it starts on threads of its own, soon after.
     *
     * @param jvm the JVM, which must not carry the agent yet
     * @param words how the JVM is called in messages
     * @param arguments the agent's, as behind {@code -javaagent:signalbox-agent.jar=}
     * @return what the JVM itself has to say about it, in words; empty where nothing
     */
    public static String load(LocalJvm jvm, String words, Path jar, String arguments) throws Exception {
        try {
            if (LocalJvms.probe(jvm) instanceof Probe.Carrying there) {
                throw ConsoleException.refused(
                        words + " carries the agent already: Signalbox " + there.version() + ", " + there.state(),
                        "'reload' reads its config again; for another config or version, 'detach' it first",
                        null);
            }
            VirtualMachine vm = VirtualMachine.attach(Long.toString(jvm.pid()));
            try {
                String warning = warning(vm);
                vm.loadAgent(jar.toString(), arguments);
                return warning;
            } finally {
                vm.detach();
            }
        } catch (AgentLoadException e) {
            throw ConsoleException.refused(
                    "cannot attach to " + words + ": " + Failures.text(e),
                    String.valueOf(e.getMessage()).contains("not enabled")
                            ? "that JVM was started with -XX:-EnableDynamicAgentLoading; start it with -javaagent:"
                                    + jar + " instead, or with " + FLAG
                            : "can that JVM read " + jar + "?",
                    e);
        } catch (AgentInitializationException e) {
            throw ConsoleException.refused(
                    "cannot attach to " + words + ": " + Failures.text(e), "its stderr says why", e);
        } catch (AttachNotSupportedException | IOException e) {
            String owner =
                    ProcessHandle.of(jvm.pid()).flatMap(p -> p.info().user()).orElse("");
            throw unreachable(words, owner, System.getProperty("user.name", ""), e);
        }
    }

    /** Why a JVM cannot be attached to at all. */
    static ConsoleException unreachable(String words, String owner, String user, Exception failure) {
        String message = "cannot attach to " + words + ": " + Failures.text(failure);
        if (!owner.isEmpty() && !owner.equals(user)) {
            return ConsoleException.noConnection(
                    message + "; it belongs to " + owner + ", and you are " + user,
                    "a JVM can be attached to by its own user only: run the console as " + owner,
                    failure);
        }
        return ConsoleException.noConnection(
                message,
                message.contains("does not support the attach mechanism")
                        ? "was it started with -XX:+DisableAttachMechanism? Then start it with -javaagent instead"
                        : "is it a JVM, and does it still run? see 'list --all'",
                failure);
    }

    private static String warning(VirtualMachine vm) throws IOException {
        String version = Optional.ofNullable(vm.getSystemProperties().getProperty("java.specification.version"))
                .orElse("");
        String arguments = vm.getAgentProperties().getProperty("sun.jvm.args", "");
        boolean warns = version.matches("\\d+") && Integer.parseInt(version) >= WARNS_FROM;
        return warns && !arguments.contains(FLAG)
                ? "Java " + version + " warns on its stderr of agents that are loaded while it runs: " + FLAG
                        + " among its arguments says that this is wanted"
                : "";
    }
}
