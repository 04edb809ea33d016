package dev.signalbox.core.hardware;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What remained in the heap's pools of old objects after the last collection by a collector that works on them. Young objects are
 * left out; where a collector knows no generations the one pool is the whole heap.
 *
 * <p>The pools' own {@code getCollectionUsage} would not do: with G1 on JDK 17 it stays empty for as long as there is no old garbage,
 * though the heap be full. G1's young collections count here, for they may take old regions along; what they leave can contain
 * garbage that is not marked yet. Serial's and Parallel's young collections have no part in old objects and do not count.
 */
final class HeapAfterGc {
    private HeapAfterGc() {}

    private record After(long endMillis, long bytes) {}

    /** The bytes; empty where a pool was not collected yet. Throws where the collector does not tell. */
    static OptionalLong bytes() {
        Map<String, After> last = new HashMap<>();
        for (var bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            GcInfo info = bean instanceof GarbageCollectorMXBean collector ? collector.getLastGcInfo() : null;
            if (info != null) {
                for (String pool : bean.getMemoryPoolNames()) {
                    MemoryUsage usage = info.getMemoryUsageAfterGc().get(pool);
                    // ZGC and Shenandoah tell their pauses too, with nothing in nothing.
                    if (usage != null && usage.getCommitted() > 0) {
                        last.merge(
                                pool,
                                new After(info.getEndTime(), usage.getUsed()),
                                (some, other) -> some.endMillis() > other.endMillis() ? some : other);
                    }
                }
            }
        }
        long bytes = 0;
        int pools = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            // Only pools that fill up between collections have a threshold of use: eden and the survivors' space have
            // none.
            if (pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported()) {
                After after = last.get(pool.getName());
                if (after == null) {
                    return OptionalLong.empty();
                }
                bytes += after.bytes();
                pools++;
            }
        }
        if (pools == 0) {
            throw new Unreadable("the JVM has no pool of old objects");
        }
        return OptionalLong.of(bytes);
    }
}
