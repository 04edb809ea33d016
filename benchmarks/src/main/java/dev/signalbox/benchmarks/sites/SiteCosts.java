package dev.signalbox.benchmarks.sites;

import dev.signalbox.benchmarks.call.Cost;
import dev.signalbox.benchmarks.call.Measurement;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;

/**
 * The program behind {@code ./mvnw -Pbenchmark-sites}: measures {@link SiteBenchmark} in each state, each call site and state in a JVM
 * of its own, and prints one table of it.
 */
public final class SiteCosts {
    private SiteCosts() {}

    /** @param args the agent's jar, and a directory for the configs */
    public static void main(String[] args) throws RunnerException, IOException {
        Path agentJar = Path.of(args[0]);
        Path configs = Files.createDirectories(Path.of(args[1]));
        Map<State, Map<Site, Cost>> costs = new EnumMap<>(State.class);
        for (State state : State.values()) {
            var options = Measurement.of(SiteBenchmark.class, 1)
                    .jvmArgsAppend(state.options(agentJar, configs).toArray(new String[0]));
            Map<Site, Cost> measured = new EnumMap<>(Site.class);
            for (RunResult result : new Runner(options.build()).run()) {
                Site site = Site.valueOf(result.getParams().getParam("site"));
                measured.put(site, Cost.of(site.toString(), 1, result));
            }
            costs.put(state, measured);
        }
        PrintStream out = System.out;
        out.println();
        out.println(SiteTable.of(costs));
        SiteTable.dear(costs).forEach(out::println);
    }
}
