package dev.signalbox.agent.jmx;

/** Watches the JVM's main thread from premain on, until the application's main runs on it. */
public final class MainBegun {
    private final Thread main;

    /**
     * A watch.
     *
     * @param main the thread that called premain
     */
    public MainBegun(Thread main) {
        this.main = main;
    }

    /** Whether the application's main has begun, or is over already. */
    public boolean hasBegun() {
        return hasBegun(main.getState(), main.getStackTrace());
    }

    /**
     * The same, of a thread's state and stack. Below an agent's premain lies the JDK's instrumentation, below the search for
     * the main class its launcher; below the application there is neither.
     */
    static boolean hasBegun(Thread.State state, StackTraceElement[] stack) {
        if (state == Thread.State.TERMINATED) {
            return true;
        }
        if (stack.length == 0) {
            return false;
        }
        String bottom = stack[stack.length - 1].getClassName();
        return !bottom.startsWith("sun.instrument.") && !bottom.startsWith("sun.launcher.");
    }
}
