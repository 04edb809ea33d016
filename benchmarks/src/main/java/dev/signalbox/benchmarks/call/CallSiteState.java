package dev.signalbox.benchmarks.call;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/** What the agent in this JVM does at a call site, as its operators see it. */
public final class CallSiteState {
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private CallSiteState() {}

    /**
     * Calls until the agent is in the wanted state and the wanted model answers: what is measured is what it is said to be.
     *
     * @param state the call site's state; {@code no agent} where there is none
     * @param call makes a call and tells which model answered
     */
    public static void await(String site, String state, String model, Callable<String> call) throws Exception {
        String wanted = state + ", answered by " + model;
        long deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
        String found = of(site) + ", answered by " + call.call();
        while (!found.equals(wanted) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            found = of(site) + ", answered by " + call.call();
        }
        if (!found.equals(wanted)) {
            throw new IllegalStateException(site + ": wanted " + wanted + ", found " + found);
        }
    }

    private static String of(String id) throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName agent = new ObjectName("signalbox:type=Agent");
        if (!server.isRegistered(agent)) {
            return "no agent";
        }
        for (CompositeData site : (CompositeData[]) server.getAttribute(agent, "CallSites")) {
            if (id.equals(site.get("id"))) {
                return String.valueOf(site.get("state"));
            }
        }
        return "no such call site";
    }
}
