package dev.signalbox.console.connect;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

/**
 * What is to be seen of an agent in a JVM: nothing once it has left.
 *
 * @param beans how many beans of its are registered
 * @param threads the names of its threads that run
 */
public record Remains(int beans, List<String> threads) {
    private static final String PREFIX = "signalbox";

    /** Looks. */
    public static Remains in(Connection connection) throws IOException, JMException {
        MBeanServerConnection server = connection.server();
        ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        return new Remains(
                server.queryNames(new ObjectName(PREFIX + "*:*"), null).size(),
                Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                        .filter(Objects::nonNull)
                        .map(thread -> thread.getThreadName())
                        .filter(name -> name.startsWith(PREFIX))
                        .sorted()
                        .toList());
    }

    /** Whether nothing is left. */
    public boolean areNone() {
        return beans == 0 && threads.isEmpty();
    }
}
