package dev.signalbox.benchmarks.call;

import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One healthy call under the agent as it ships: {@link CallCosts} starts the JVM with {@code -javaagent} and the config of the
 * state that is measured. The call site is the user's own, declared in the config.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class AgentBenchmark {
    /** The system property that names the state this JVM's config asks for. */
    static final String STATE = "signalbox.benchmark.state";

    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Features features = new Features(42, 7);
    private final Scorer large = new Scorer("large");
    private final Scorer small = new Scorer("small");

    /** Waits until the agent has started, and makes sure that it does what this JVM is to measure. */
    @Setup
    public void awaitAgent() throws JMException {
        String wanted = System.getProperty(STATE, "");
        String site = wanted.equals("rerouted") ? "routed" : wanted;
        String model = wanted.equals("rerouted") ? "small" : "large";
        small.score(features);
        long deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
        String found;
        do {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            found = siteState() + ", answered by " + large.score(features).model();
        } while (!found.equals(site + ", answered by " + model) && System.nanoTime() < deadline);
        if (!found.equals(site + ", answered by " + model)) {
            throw new IllegalStateException("wanted " + wanted + ", found: " + found);
        }
    }

    private static String siteState() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName agent = new ObjectName("signalbox:type=Agent");
        if (!server.isRegistered(agent)) {
            return "no agent";
        }
        for (CompositeData site : (CompositeData[]) server.getAttribute(agent, "CallSites")) {
            if (ScorerSite.ID.equals(site.get("id"))) {
                return String.valueOf(site.get("state"));
            }
        }
        return "no such call site";
    }

    /** The application's own call. */
    @Benchmark
    public Score call() {
        return large.score(features);
    }
}
