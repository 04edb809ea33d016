package dev.signalbox.core.hardware;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Stream;
import oshi.hardware.GlobalMemory;
import oshi.hardware.common.platform.linux.LinuxGlobalMemory;
import oshi.util.driver.linux.proc.CpuStat;
import oshi.util.linux.ProcPath;

/**
 * Linux read through OSHI's native-free drivers: files under /proc, no JNA, and no child process.
 *
 * <p>Their front door, {@code oshi.nativefree.SystemInfo}, starts {@code uname}, {@code getconf}, {@code id}, {@code lshw},
 * {@code dmidecode} and {@code cpuid} on first use. In somebody else's server that is slow and looks like an intruder having a
 * look round, so the drivers behind it are asked directly (docs/decisions/0001-oshi-native-free-first.md).
 */
final class LinuxHostReader implements HostReader {
    /** Only OSHI's swap figures depend on it, and those are not read; asking for the true one starts a process. */
    private static final long UNUSED_PAGE_SIZE = 4096;

    private static final long BYTES_PER_KB = 1024;

    private final GlobalMemory memory = new LinuxGlobalMemory(UNUSED_PAGE_SIZE);

    @Override
    public String describe() {
        return "OSHI native-free (" + ProcPath.PROC + ")";
    }

    /** The first processor's model name; the files of ARM carry none, there the architecture has to do. */
    @Override
    public String processor() {
        return read(
                ProcPath.CPUINFO,
                lines -> lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).trim())
                        .findFirst()
                        .orElse(System.getProperty("os.arch", "unknown")));
    }

    /** The processors' lines lead the file; what follows (interrupts) can be many times as long, and is not read. */
    @Override
    public int cores() {
        long lines = read(
                ProcPath.STAT,
                all -> all.takeWhile(line -> line.startsWith("cpu")).count());
        return (int) Unreadable.unlessPositive(lines - 1, ProcPath.STAT); // the first line is their sum
    }

    @Override
    public long[] cpuTicks() {
        readable(ProcPath.STAT);
        return CpuStat.getSystemCpuLoadTicks();
    }

    @Override
    public long memoryBytes() {
        readable(ProcPath.MEMINFO);
        return Unreadable.unlessPositive(memory.getTotal(), ProcPath.MEMINFO);
    }

    @Override
    public long memoryAvailableBytes() {
        readable(ProcPath.MEMINFO);
        return Unreadable.unlessPositive(memory.getAvailable(), ProcPath.MEMINFO);
    }

    /**
     * {@code VmRSS} of the process' own status file: one small file, in kB whatever the page size. OSHI's OSProcess reads ten times
     * as much for the same figure.
     */
    @Override
    public long processMemoryBytes() {
        String status = ProcPath.PROC + "/self/status";
        String resident = read(
                status,
                lines -> lines.filter(line -> line.startsWith("VmRSS:"))
                        .findFirst()
                        .orElse("0"));
        return Unreadable.unlessPositive(Long.parseLong(resident.replaceAll("\\D", "")) * BYTES_PER_KB, status);
    }

    private static <T> T read(String path, Function<Stream<String>, T> answer) {
        readable(path);
        try (Stream<String> lines = Files.lines(Path.of(path), StandardCharsets.ISO_8859_1)) {
            return answer.apply(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asked before OSHI is, which would log a warning at every sample. */
    private static void readable(String path) {
        if (!new File(path).canRead()) {
            throw new Unreadable(path + " is absent or not readable");
        }
    }
}
