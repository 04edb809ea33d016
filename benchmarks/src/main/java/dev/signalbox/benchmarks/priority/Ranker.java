package dev.signalbox.benchmarks.priority;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/** A model that does next to nothing, unless it is asked how important the call is that asks. */
public final class Ranker {
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int LOOK = -1;

    private String seen = "";

    /** The method that is routed. */
    public int rank(int query) {
        if (query == LOOK) {
            seen = priority();
        }
        return query + 1;
    }

    /** Calls until calls are so important. */
    void await(String priority) {
        long deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
        rank(LOOK);
        while (!seen.equals(priority)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("wanted a call that is " + priority + ", found '" + seen + "'");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            rank(LOOK);
        }
    }

    private static String priority() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName balance = new ObjectName("signalbox:type=Balance");
            if (!server.isRegistered(balance)) {
                return "no agent";
            }
            CompositeData[] tasks = (CompositeData[]) server.getAttribute(balance, "Tasks");
            return tasks.length == 0 ? "no node" : String.valueOf(tasks[0].get("priority"));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
