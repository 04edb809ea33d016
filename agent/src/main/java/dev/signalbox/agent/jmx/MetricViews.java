package dev.signalbox.agent.jmx;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.jmx.JmxReporter;
import dev.signalbox.core.control.Names;
import dev.signalbox.core.engine.Recoveries;
import dev.signalbox.core.metrics.CounterView;
import dev.signalbox.core.metrics.LatencyTimer;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.time.TimeSource;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;

/**
 * The engine's counters as Dropwizard metrics, reported to JMX. Nothing is recorded through Dropwizard: each metric reads
 * what the engine counted. Latencies are shown in milliseconds, rates per second.
 */
final class MetricViews implements AutoCloseable {
    private final MetricRegistry registry = new MetricRegistry();
    private final JmxReporter reporter;
    private final TimeSource time;
    private final Map<Object, Map<String, Metric>> shown = new IdentityHashMap<>();
    private final Map<String, Object> scaled = new HashMap<>();
    private long tickedNanos;

    /** Starts to report. */
    MetricViews(MBeanServer server, TimeSource time) {
        this.time = time;
        this.tickedNanos = time.nanoTime();
        this.reporter = JmxReporter.forRegistry(registry)
                .registerWith(server)
                .inDomain(Names.METRICS_DOMAIN)
                .convertDurationsTo(TimeUnit.MILLISECONDS)
                .convertRatesTo(TimeUnit.SECONDS)
                .build();
        reporter.start();
    }

    void add(Route route) {
        Map<String, Metric> metrics = new TreeMap<>();
        metrics.put("calls", new CounterView(route.calls()::total));
        metrics.put("caller-failures", new CounterView(route::callerFailures));
        metrics.put("attempt-failures", new CounterView(route.attemptFailures()::sum));
        metrics.put("failovers", new CounterView(route.failovers()::sum));
        metrics.put("retries", new CounterView(route.retries()::sum));
        metrics.put("rejected", new CounterView(route.rejected()::sum));
        metrics.put("latency", new LatencyTimer(route.calls(), time));
        show(route, MetricRegistry.name("route", route.name()), metrics);
    }

    void add(Chain chain) {
        Map<String, Metric> metrics = new TreeMap<>();
        metrics.put("attempts", new CounterView(chain::attempts));
        metrics.put("served", new CounterView(chain::served));
        metrics.put("failures", new CounterView(chain::failed));
        metrics.put("refusals", new CounterView(chain::refusals));
        show(chain, MetricRegistry.name("chain", chain.route(), chain.name()), metrics);
    }

    void add(Node node) {
        Map<String, Metric> metrics = new TreeMap<>();
        metrics.put("calls", new CounterView(node.meter()::total));
        metrics.put("failures", new CounterView(node::failures));
        for (FailureClass failure : FailureClass.values()) {
            int outcome = Node.outcome(failure);
            metrics.put(
                    "failures." + NodeBean.word(failure),
                    new CounterView(() -> node.meter().count(outcome)));
        }
        metrics.put("tokens.input", new CounterView(node.meter()::inputTokens));
        metrics.put("tokens.output", new CounterView(node.meter()::outputTokens));
        metrics.put("in-flight", (Gauge<Integer>) node::inFlight);
        metrics.put("error-rate", (Gauge<Double>) () -> node.monitor().health().errorRate());
        metrics.put("latency", new LatencyTimer(node.meter(), time));
        show(node, MetricRegistry.name("node", node.name()), metrics);
    }

    /** Shows how many nodes each of these models should have, and no others. */
    void desired(Set<String> models, Recoveries recoveries) {
        scaled.entrySet().removeIf(e -> {
            boolean gone = !models.contains(e.getKey());
            if (gone) {
                remove(e.getValue());
            }
            return gone;
        });
        for (String model : models) {
            if (!scaled.containsKey(model)) {
                Gauge<Integer> gauge = () -> recoveries.desiredNodes().get(model);
                scaled.put(model, gauge);
                show(gauge, MetricRegistry.name("model", model), Map.of("desired-nodes", gauge));
            }
        }
    }

    /** Takes the metrics of a route, chain or node away. */
    void remove(Object owner) {
        Map<String, Metric> metrics = shown.remove(owner);
        if (metrics != null) {
            metrics.keySet().forEach(registry::remove);
        }
    }

    /** One turn of the control thread: moves the rates on where 5 s are over. */
    void tick() {
        long now = time.nanoTime();
        while (now - tickedNanos >= LatencyTimer.TICK_NANOS) {
            tickedNanos += LatencyTimer.TICK_NANOS;
            registry.getTimers().values().forEach(t -> ((LatencyTimer) t).tick());
        }
    }

    private void show(Object owner, String prefix, Map<String, Metric> metrics) {
        Map<String, Metric> named = new TreeMap<>();
        metrics.forEach((name, metric) -> {
            String full = MetricRegistry.name(prefix, name);
            // Names with dots in them can meet (chain "b.c" of route "a", chain "c" of route "a.b"): the first one is
            // shown.
            if (!registry.getNames().contains(full)) {
                named.put(full, registry.register(full, metric));
            }
        });
        shown.put(owner, named);
    }

    @Override
    public void close() {
        reporter.close();
    }
}
