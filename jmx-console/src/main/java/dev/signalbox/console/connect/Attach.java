package dev.signalbox.console.connect;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import dev.signalbox.console.ConsoleException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;

/** The door to the JDK's attach module, which a plain JRE lacks: what finds local JVMs and their connectors. */
final class Attach {
    private static final String ADDRESS = "com.sun.management.jmxremote.localConnectorAddress";

    private Attach() {}

    static boolean isAvailable() {
        return ModuleLayer.boot().findModule("jdk.attach").isPresent();
    }

    static void requireAvailable() {
        if (!isAvailable()) {
            throw ConsoleException.noTarget(
                    "this Java has no attach module (jdk.attach), so local JVMs can be neither listed nor attached to",
                    "run the console on a JDK, or name a JMX service URL: --url service:jmx:rmi:///jndi/rmi://host:port/jmxrmi",
                    List.of());
        }
    }

    /** The JVMs of this user on this machine, without the console itself. */
    static List<LocalJvm> list() {
        requireAvailable();
        long self = ProcessHandle.current().pid();
        List<LocalJvm> found = new ArrayList<>();
        for (VirtualMachineDescriptor vm : VirtualMachine.list()) {
            long pid = Long.parseLong(vm.id());
            if (pid != self) {
                found.add(LocalJvm.of(pid, vm.displayName()));
            }
        }
        found.sort(Comparator.comparingLong(LocalJvm::pid));
        return found;
    }

    /** The address of the JVM's local connector, which is started where it is not running. */
    static String connectorAddress(long pid) throws Exception {
        VirtualMachine vm = VirtualMachine.attach(Long.toString(pid));
        try {
            return vm.startLocalManagementAgent();
        } finally {
            vm.detach();
        }
    }

    /**
     * The address of the local connector where the JVM seems to carry the agent, else empty. A connector that runs already is
     * used. None is started in a JVM without a trace of the agent: a list should leave nothing behind in other people's JVMs.
     */
    static Optional<String> connectorAddressIfLikely(long pid) throws Exception {
        VirtualMachine vm = VirtualMachine.attach(Long.toString(pid));
        try {
            String running = vm.getAgentProperties().getProperty(ADDRESS);
            if (running != null) {
                return Optional.of(running);
            }
            String arguments = vm.getAgentProperties().getProperty("sun.jvm.args", "");
            return arguments.contains("signalbox") || hasAgentThread(vm)
                    ? Optional.of(vm.startLocalManagementAgent())
                    : Optional.empty();
        } finally {
            vm.detach();
        }
    }

    /** Whether a thread named {@code signalbox...} runs there; true where this cannot be told. */
    private static boolean hasAgentThread(VirtualMachine vm) throws IOException {
        try {
            // HotSpot's own thread dump, exported to us by the manifest; other JVMs have no such method.
            InputStream dump = (InputStream)
                    vm.getClass().getMethod("remoteDataDump", Object[].class).invoke(vm, (Object) new Object[0]);
            try (Scanner lines = new Scanner(dump, StandardCharsets.UTF_8)) {
                return lines.findWithinHorizon("(?m)^\"signalbox", 0) != null;
            }
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
