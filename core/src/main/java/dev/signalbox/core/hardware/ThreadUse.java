package dev.signalbox.core.hardware;

/**
 * What the calling thread has used since it began, for the difference of two readings. A reading takes some 600 ns, allocates nothing
 * and never throws.
 */
public interface ThreadUse {
    /** What a reading gives of which nothing is known. */
    long UNKNOWN = -1;

    /** A JVM that does not tell. */
    ThreadUse NONE = new ThreadUse() {
        @Override
        public long allocatedBytes() {
            return UNKNOWN;
        }

        @Override
        public long cpuNanos() {
            return UNKNOWN;
        }
    };

    /** Bytes of the Java heap that it allocated, or {@link #UNKNOWN}. */
    long allocatedBytes();

    /** How long it has kept a processor busy, in nanoseconds, or {@link #UNKNOWN}. */
    long cpuNanos();

    /** What this JVM tells; nothing where it has no bean for it. */
    static ThreadUse ofThisJvm() {
        try {
            return JdkThreadUse.find();
        } catch (LinkageError e) {
            return NONE; // a JVM without the module jdk.management
        }
    }
}
