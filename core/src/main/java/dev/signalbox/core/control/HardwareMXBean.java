package dev.signalbox.core.control;

import java.util.List;

/** The machine (as OSHI sees it) beside the container (as the JDK sees it). */
@Description("The machine under this JVM, read by OSHI, beside the container's limits as the JDK and cgroups tell them")
public interface HardwareMXBean {
    @Description("The processor's name as the machine tells it")
    String getProcessor();

    @Description("Logical processors of the machine; NaN while unknown")
    double getHostCores();

    @Description("Processors this JVM may use; the container's limit counts")
    int getAvailableCores();

    @Description(
            value = "Busy share of the whole machine's processors since the last sample; NaN while unknown",
            unit = "0-1")
    double getHostCpu();

    @Description(
            value = "Busy share of the processors this JVM may use, by this process; NaN while unknown",
            unit = "0-1")
    double getProcessCpu();

    @Description(value = "The machine's memory", unit = "MB")
    double getHostMemoryMB();

    @Description(value = "The machine's memory that is still available", unit = "MB")
    double getHostMemoryAvailableMB();

    @Description(value = "This process' resident memory; NaN where unknown", unit = "MB")
    double getProcessMemoryMB();

    @Description(value = "The cgroup's memory limit; NaN where there is none", unit = "MB")
    double getContainerMemoryLimitMB();

    @Description(value = "The cgroup's memory in use; NaN where unknown", unit = "MB")
    double getContainerMemoryUsedMB();

    @Description(value = "The cgroup's CPU quota in cores; NaN where there is none", unit = "cores")
    double getContainerCpuLimit();

    @Description(value = "The heap in use", unit = "MB")
    double getHeapUsedMB();

    @Description(
            value =
                    "What remained of the heap's old objects after they were last collected: with G1 in any collection, with"
                            + " Serial and Parallel in a full one; NaN before the first",
            unit = "MB")
    double getHeapAfterGcMB();

    @Description(value = "The most the heap may grow to", unit = "MB")
    double getHeapMaxMB();

    @Description(
            "The GPUs, each with its memory and the part in use [MB], its utilization [0-1], what this process holds [MB] and"
                    + " uses [0-1] of it, temperature [Celsius] and power [W]; NaN where unknown. Empty where there is none, or"
                    + " none can be read: the source says which")
    List<GpuInfo> getGpus();

    @Description(value = "Age of these readings; NaN before the first", unit = "ms")
    double getSampleAgeMillis();

    @Description("How the readings are made, and what could not be read")
    String getSource();
}
