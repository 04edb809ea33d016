package dev.signalbox.core.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What sampling leaves alone in its host, and what it reads from /proc and /sys trees that a test lays out. */
@EnabledOnOs(OS.LINUX)
class LinuxSamplingIT {
    @TempDir
    Path dir;

    @Test
    void samplingPrintsNothingStartsNothingAndFixesNoLogManager() throws Exception {
        String nativeAccess = Runtime.version().feature() >= 24 ? "--illegal-native-access=deny" : "-Xcheck:jni";
        ChildJvm child = ChildJvm.run(dir, nativeAccess);

        assertThat(child.printed()).isEmpty();
        assertThat(child.read().getProperty("source")).contains("OSHI native-free (/proc)");
        assertThat(child.number("memory")).isPositive();
        assertThat(child.loaded("oshi.util.driver.linux.proc.CpuStat ")).hasSize(1);
        assertThat(child.loaded("com.sun.jna.")).isEmpty();
        assertThat(child.read()).containsEntry("gpus", "0");
        assertThat(child.read().getProperty("source")).contains("; GPUs: none (no libnvidia-ml.so.1); ");
        assertThat(child.read()).containsEntry("startedProcesses", "false");
        assertThat(child.loaded("com.sun.jmx.mbeanserver.JmxMBeanServer ")).isEmpty();
        // The JDK's list of beans links LogManager without initialising it; a logger exists only once a manager was
        // chosen.
        assertThat(child.loaded("java.util.logging.Logger")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseParallelGC", "-XX:+UseG1GC", "-XX:+UseZGC"})
    void whatOutlivesACollectionIsKnownWithEveryCollector(String collector) throws Exception {
        ChildJvm child = ChildJvm.run(dir, collector, "-Xmx256m", "-Dlive=50", "-Dgc=true");

        assertThat(child.number("heapAfterGc")).isBetween(45.0, 90.0);
        assertThat(child.loaded("java.util.logging.Logger")).isEmpty();
        assertThat(child.loaded("com.sun.jmx.mbeanserver.JmxMBeanServer ")).isEmpty();
    }

    @Test
    void withG1YoungCollectionsCountAndWithSerialTheyDoNot() throws Exception {
        ChildJvm g1 = ChildJvm.run(dir, "-XX:+UseG1GC", "-Xmx128m", "-Xlog:gc:stderr", "-Dlive=80");
        assertThat(g1.printed()).contains("Pause Young").doesNotContain("Pause Full");
        assertThat(g1.number("heapAfterGc")).isBetween(30.0, 90.0);

        ChildJvm serial = ChildJvm.run(dir, "-XX:+UseSerialGC", "-Xmx128m", "-Xlog:gc:stderr", "-Dlive=60");
        assertThat(serial.printed()).contains("Pause Young").doesNotContain("Pause Full");
        assertThat(serial.number("heapAfterGc")).isNaN();
        assertThat(serial.read().getProperty("source")).doesNotContain("could not read: heap");
    }

    /** Shows that the checks above would see JNA and child processes. */
    @Test
    void theOtherWayOfReadingLoadsJnaAndStartsProcesses() throws Exception {
        ChildJvm child = ChildJvm.run(dir, "-Djna=true");

        assertThat(child.read().getProperty("source")).contains("OSHI with JNA");
        assertThat(child.number("memory")).isPositive();
        assertThat(child.loaded("com.sun.jna.Native ")).hasSize(1);
        assertThat(child.read()).containsEntry("startedProcesses", "true");
    }

    @Test
    void aCgroupOfVersion2IsRead() throws Exception {
        machine("0::/app.slice/scorer");
        write("sys/fs/cgroup/app.slice/scorer/memory.max", "1073741824");
        write("sys/fs/cgroup/app.slice/scorer/memory.current", "268435456");
        write("sys/fs/cgroup/app.slice/scorer/cpu.max", "150000 100000");

        ChildJvm child = onFakeTrees();

        assertMachine(child);
        assertThat(child.number("limit")).isEqualTo(1024);
        assertThat(child.number("used")).isEqualTo(256);
        assertThat(child.number("cpus")).isEqualTo(1.5);
        assertThat(child.read().getProperty("source"))
                .contains("cgroup version 2")
                .doesNotContain("could not read");
    }

    @Test
    void aCgroupOfVersion1IsRead() throws Exception {
        machine("4:memory:/docker/abc\n2:cpu,cpuacct:/docker/abc");
        write("sys/fs/cgroup/memory/docker/abc/memory.limit_in_bytes", "536870912");
        write("sys/fs/cgroup/memory/docker/abc/memory.usage_in_bytes", "134217728");
        write("sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_quota_us", "50000");
        write("sys/fs/cgroup/cpu,cpuacct/docker/abc/cpu.cfs_period_us", "100000");

        ChildJvm child = onFakeTrees();

        assertMachine(child);
        assertThat(child.number("limit")).isEqualTo(512);
        assertThat(child.number("used")).isEqualTo(128);
        assertThat(child.number("cpus")).isEqualTo(0.5);
        assertThat(child.read().getProperty("source")).contains("cgroup version 1");
    }

    @Test
    void aCgroupWithoutLimitsHasNone() throws Exception {
        machine("0::/free");
        write("sys/fs/cgroup/free/memory.max", "max");
        write("sys/fs/cgroup/free/memory.current", "268435456");
        write("sys/fs/cgroup/free/cpu.max", "max 100000");

        ChildJvm child = onFakeTrees();

        assertThat(child.number("limit")).isNaN();
        assertThat(child.number("used")).isEqualTo(256);
        assertThat(child.number("cpus")).isNaN();
    }

    @Test
    void aMachineThatTellsNothingIsUnknownAndSaysWhy() throws Exception {
        Files.createDirectories(dir.resolve("proc"));
        Files.createDirectories(dir.resolve("sys"));

        ChildJvm child = onFakeTrees();

        assertThat(child.printed()).isEmpty();
        assertThat(child.read().getProperty("processor")).isEqualTo("unknown");
        for (String key : new String[] {"cores", "memory", "available", "resident", "limit", "used", "cpus"}) {
            assertThat(child.number(key)).as(key).isNaN();
        }
        assertThat(child.read().getProperty("source"))
                .contains(
                        "machine's cores, machine's CPU (" + dir.resolve("proc/stat") + " is absent or not readable)");
    }

    private ChildJvm onFakeTrees() throws IOException, InterruptedException {
        return ChildJvm.run(
                dir, "-Doshi.util.proc.path=" + dir.resolve("proc"), "-Doshi.util.sys.path=" + dir.resolve("sys"));
    }

    private static void assertMachine(ChildJvm child) {
        assertThat(child.read().getProperty("processor")).isEqualTo("Fake 3000 @ 2.0GHz");
        assertThat(child.number("cores")).isEqualTo(3);
        assertThat(child.number("memory")).isEqualTo(1000);
        assertThat(child.number("available")).isEqualTo(750);
        assertThat(child.number("resident")).isEqualTo(200);
    }

    private void machine(String cgroups) throws IOException {
        write("proc/stat", "cpu  10 0 5 100 1 0 0 0 0 0\ncpu0 4 0 2 30 0\ncpu1 3 0 2 30 0\ncpu2 3 0 1 40 1\nctxt 5");
        write("proc/meminfo", "MemTotal:        1024000 kB\nMemFree: 100 kB\nMemAvailable:     768000 kB");
        write(
                "proc/cpuinfo",
                "processor\t: 0\nmodel name\t: Fake 3000 @ 2.0GHz\nprocessor\t: 1\nmodel name\t: Fake 3000");
        write("proc/self/status", "Name:\tjava\nVmHWM:\t  300000 kB\nVmRSS:\t  204800 kB\nThreads:\t9");
        write("proc/filesystems", "nodev\tcgroup2");
        write("proc/self/cgroup", cgroups);
    }

    private void write(String path, String text) throws IOException {
        Path file = dir.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text + "\n");
    }
}
