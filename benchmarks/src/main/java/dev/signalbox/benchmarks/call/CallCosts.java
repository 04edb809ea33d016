package dev.signalbox.benchmarks.call;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

/**
 * The program behind {@code ./mvnw -Pbench}: measures all of {@link CallBenchmark} and {@link AgentBenchmark} in one run, with
 * 1 and with 2 threads, prints them as a table with their ratios to the floor, and says whether the promise holds: a routed
 * call allocates nothing and costs at most twice the floor.
 */
public final class CallCosts {
    private static final String[] STATES = {"off", "observed", "routed", "rerouted", "admitted", "limited"};
    private static final double MOST_TIMES_FLOOR = 2.0;
    private static final double MOST_TIMES_FLOOR_AT_EVERY_LEVEL = 3.0;
    /** The profiler sees the whole JVM, so what the control thread allocates is spread over the calls. */
    private static final double MOST_BYTES = 0.5;

    private final Path agentJar;
    private final Path configs;

    private CallCosts(Path agentJar, Path configs) {
        this.agentJar = agentJar;
        this.configs = configs;
    }

    /** @param args the agent's jar, and a directory for the configs and the report */
    public static void main(String[] args) throws RunnerException, IOException {
        Path target = Files.createDirectories(Path.of(args[1]));
        CallCosts costs = new CallCosts(Path.of(args[0]), target);
        List<Cost> all = new ArrayList<>();
        for (int threads = 1; threads <= 2; threads++) {
            all.addAll(costs.measure(threads));
        }
        PrintStream out = System.out;
        out.println();
        out.println(CostTable.of(all));
        List<String> broken = broken(all);
        broken.forEach(out::println);
        out.println(
                broken.isEmpty()
                        ? "promise holds: a routed call allocates nothing and costs at most 2x the floor, with a permit and a"
                                + " budget too, and at most 3x under the limits of every level"
                        : "promise does not hold");
        System.exit(broken.isEmpty() ? 0 : 1);
    }

    private List<Cost> measure(int threads) throws RunnerException, IOException {
        List<Cost> costs = new ArrayList<>();
        collect(
                costs,
                threads,
                "",
                new Runner(Measurement.of(CallBenchmark.class, threads).build()).run());
        for (String state : STATES) {
            Path config = configs.resolve(state + ".yaml");
            try (InputStream in = Objects.requireNonNull(CallCosts.class.getResourceAsStream(state + ".yaml"))) {
                Files.copy(in, config, StandardCopyOption.REPLACE_EXISTING);
            }
            var options = Measurement.of(AgentBenchmark.class, threads)
                    .jvmArgsAppend(
                            "-javaagent:" + agentJar + "=config=" + config, "-D" + AgentBenchmark.STATE + "=" + state);
            collect(costs, threads, "agent, " + state, new Runner(options.build()).run());
        }
        return costs;
    }

    private static void collect(List<Cost> into, int threads, String name, Collection<RunResult> results) {
        for (RunResult result : results) {
            String method = result.getParams().getBenchmark().replaceAll(".*\\.", "");
            into.add(Cost.of(name.isEmpty() ? method : name, threads, result));
        }
    }

    private static List<String> broken(List<Cost> all) {
        List<String> broken = new ArrayList<>();
        for (Cost cost : all) {
            double times = cost.timesFloor(all);
            boolean everywhere = cost.name().contains("limited");
            double most = everywhere ? MOST_TIMES_FLOOR_AT_EVERY_LEVEL : MOST_TIMES_FLOOR;
            boolean promised =
                    everywhere || cost.name().contains("routed") || cost.name().contains("admitted");
            if (promised && (times > most || cost.bytes() > MOST_BYTES)) {
                broken.add(String.format(
                        "not met: %s, %d threads: %.2fx the floor, %.2f B/op",
                        cost.name(), cost.threads(), times, cost.bytes()));
            }
        }
        return broken;
    }
}
