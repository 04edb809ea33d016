package dev.signalbox.agent.testing;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.netbeans.lib.profiler.heap.Heap;
import org.netbeans.lib.profiler.heap.HeapFactory;
import org.netbeans.lib.profiler.heap.Instance;
import org.netbeans.lib.profiler.heap.JavaClass;

/** What is reachable in a child JVM, as a dump of its heap tells it. */
public final class HeapDump {
    private static final int LONGEST_PATH = 40;

    private final Heap heap;

    private HeapDump(Heap heap) {
        this.heap = heap;
    }

    /** Has a child JVM dump what is reachable in it. */
    public static HeapDump of(Jmx jmx) {
        try {
            Path file = Files.createTempDirectory("dump").resolve("live.hprof");
            java.lang.management.ManagementFactory.newPlatformMXBeanProxy(
                            jmx.server(), "com.sun.management:type=HotSpotDiagnostic", HotSpotDiagnosticMXBean.class)
                    .dumpHeap(file.toString(), true);
            return new HeapDump(HeapFactory.createHeap(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many instances there are of each class whose name begins so; classes without any count too. */
    public Map<String, Integer> count(String prefix) {
        Map<String, Integer> counts = new TreeMap<>();
        for (JavaClass type : heap.getAllClasses()) {
            if (type.getName().startsWith(prefix)) {
                counts.merge(type.getName(), type.getInstancesCount(), Integer::sum);
            }
        }
        return counts;
    }

    /** How the first instance of a class, or the class itself, is reached: for the message of a test that fails. */
    public String pathTo(String className) {
        StringBuilder path = new StringBuilder();
        for (JavaClass type : heap.getAllClasses()) {
            if (type.getName().equals(className)) {
                Instance each =
                        type.getInstancesCount() > 0 ? type.getInstances().get(0) : type.getClassLoader();
                for (int i = 0; each != null && i < LONGEST_PATH; i++) {
                    path.append(each.getJavaClass().getName()).append('#').append(each.getInstanceNumber());
                    Instance next = each.getNearestGCRootPointer();
                    each = next == each ? null : next;
                    path.append(each == null ? "" : " <- ");
                }
                path.append('\n');
            }
        }
        return path.toString();
    }
}
