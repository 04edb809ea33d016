package dev.signalbox.core.hardware;

import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.software.os.OSProcess;

/**
 * Any system OSHI knows, read through JNA; for those that have no native-free way.
 *
 * <p>Its first use can take long (Windows' WMI: up to 20 s), and JDK 24 and later warn of native access.
 */
final class NativeHostReader implements HostReader {
    private final CentralProcessor processor;
    private final GlobalMemory memory;
    private final OSProcess self;

    NativeHostReader() {
        SystemInfo system = new SystemInfo();
        processor = system.getHardware().getProcessor();
        memory = system.getHardware().getMemory();
        self = system.getOperatingSystem().getCurrentProcess();
    }

    @Override
    public String describe() {
        return "OSHI with JNA (" + System.getProperty("os.name") + ")";
    }

    @Override
    public String processor() {
        return processor.getProcessorIdentifier().getName();
    }

    @Override
    public int cores() {
        return (int) Unreadable.unlessPositive(processor.getLogicalProcessorCount(), "OSHI's processor");
    }

    @Override
    public long[] cpuTicks() {
        return processor.getSystemCpuLoadTicks();
    }

    @Override
    public long memoryBytes() {
        return Unreadable.unlessPositive(memory.getTotal(), "OSHI's memory");
    }

    @Override
    public long memoryAvailableBytes() {
        return Unreadable.unlessPositive(memory.getAvailable(), "OSHI's memory");
    }

    @Override
    public long processMemoryBytes() {
        if (!self.updateAttributes()) {
            throw new Unreadable("OSHI's process does not tell");
        }
        return Unreadable.unlessPositive(self.getResidentMemory(), "OSHI's process");
    }
}
