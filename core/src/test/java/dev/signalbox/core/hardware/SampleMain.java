package dev.signalbox.core.hardware;

import dev.signalbox.core.time.SystemTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The main of a child JVM: samples twice, through JNA if asked to, and stores what it read in a properties file. */
final class SampleMain {
    private SampleMain() {}

    public static void main(String[] args) throws IOException {
        List<byte[]> live = new ArrayList<>();
        for (int i = 0; i < 10 * Integer.getInteger("live", 0); i++) {
            live.add(new byte[100_000]);
        }
        if (Boolean.getBoolean("gc")) {
            System.gc();
        }
        HardwareSampler sampler = Boolean.getBoolean("jna")
                ? new HardwareSampler(
                        SystemTime.INSTANCE,
                        NativeHostReader::new,
                        new JdkReader(),
                        () -> Fakes.Cgroup.NONE,
                        Fakes.noGpus())
                : new HardwareSampler(SystemTime.INSTANCE, Runnable::run);
        sampler.sample();
        HardwareSnapshot snapshot = sampler.sample();
        Properties read = new Properties();
        read.setProperty("processor", snapshot.host().processor());
        read.setProperty("cores", String.valueOf(snapshot.host().cores()));
        read.setProperty("memory", String.valueOf(snapshot.host().memoryMB()));
        read.setProperty("available", String.valueOf(snapshot.host().memoryAvailableMB()));
        read.setProperty("resident", String.valueOf(snapshot.process().memoryMB()));
        read.setProperty("heapAfterGc", String.valueOf(snapshot.process().heapAfterGcMB()));
        read.setProperty("gpus", String.valueOf(snapshot.gpus().size()));
        read.setProperty("live", String.valueOf(live.size())); // which keeps it alive until here
        read.setProperty("limit", String.valueOf(snapshot.container().memoryLimitMB()));
        read.setProperty("used", String.valueOf(snapshot.container().memoryUsedMB()));
        read.setProperty("cpus", String.valueOf(snapshot.container().cpuLimit()));
        read.setProperty("source", snapshot.source());
        // The JDK's watcher of child processes outlives the last of them by a minute.
        boolean startedProcesses = Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("process reaper"));
        read.setProperty("startedProcesses", String.valueOf(startedProcesses));
        try (var out = Files.newOutputStream(Path.of(args[0]))) {
            read.store(out, null);
        }
    }
}
