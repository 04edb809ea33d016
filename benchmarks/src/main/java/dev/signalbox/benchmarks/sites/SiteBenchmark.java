package dev.signalbox.benchmarks.sites;

import dev.signalbox.benchmarks.call.CallSiteState;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** One healthy call at each call site, in the state that {@link SiteCosts} has started the JVM for. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class SiteBenchmark {
    /** Where the call is made. */
    @Param
    public Site site = Site.OWN;

    @SuppressWarnings("NullAway.Init") // JMH calls open first
    private Asked<?, ?> asked;

    /** Makes the models, and makes sure that calls on them go where this JVM is to measure them. */
    @Setup
    public void open() throws Exception {
        asked = site.open();
        var wanted = dev.signalbox.benchmarks.sites.State.wanted();
        asked.answeredByOther();
        CallSiteState.await(site.id, wanted.siteState, wanted.answers, asked::answeredBy);
    }

    /** Calls once, and tells which model answered. */
    String answeredBy() throws Exception {
        return asked.answeredBy();
    }

    /** The application's own call. */
    @Benchmark
    public void call(Blackhole hole) throws Exception {
        hole.consume(asked.ask());
    }
}
