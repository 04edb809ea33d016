package dev.signalbox.core.hardware;

/** A way to ask the machine under this JVM; every method throws, with the reason, where it gets no answer. */
interface HostReader {
    /** How this reader reads, for people. */
    String describe();

    /** The processor's name. */
    String processor();

    /** The logical processors that are online. */
    int cores();

    /** Time spent since boot by all processors, by OSHI's {@code CentralProcessor.TickType}; only shares of it mean something. */
    long[] cpuTicks();

    /** The machine's memory. */
    long memoryBytes();

    /** The machine's memory that could be had without swapping. */
    long memoryAvailableBytes();

    /** This process' resident memory. */
    long processMemoryBytes();
}
