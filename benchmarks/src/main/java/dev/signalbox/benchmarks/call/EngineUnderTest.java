package dev.signalbox.benchmarks.call;

import dev.signalbox.core.config.BuiltIns;
import dev.signalbox.core.config.ConfigException;
import dev.signalbox.core.config.ConfigReader;
import dev.signalbox.core.config.StaticMethod;
import dev.signalbox.core.engine.Engine;
import dev.signalbox.core.engine.Host;
import dev.signalbox.core.hardware.ThreadUse;
import dev.signalbox.core.time.SystemTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An engine with its control thread ticking as in production, and hand-woven scorers {@code large} and {@code small}. */
final class EngineUnderTest implements Host, AutoCloseable {
    private static final long TICK_MILLIS = 100;

    final Engine engine;
    final Scorer large;
    final Scorer small;
    private final ScheduledExecutorService control = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "control");
        thread.setDaemon(true);
        return thread;
    });

    /** @param config one of the configs beside this class, which the benchmarks of the agent use too */
    EngineUnderTest(String config) {
        SystemTime time = SystemTime.INSTANCE;
        try {
            engine = new Engine(
                    new ConfigReader(new BuiltIns(Map.of(), Set.of())).read(text(config), config),
                    time,
                    time,
                    time,
                    time,
                    this);
            ScorerSite site = new ScorerSite();
            WovenScorer.open(engine.gate(), site);
            large = new WovenScorer("large");
            small = new WovenScorer("small");
            engine.gate().constructed(site, large);
            engine.gate().constructed(site, small);
        } catch (ConfigException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        var unused = control.scheduleAtFixedRate(engine::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public ThreadUse threadUse() {
        return ThreadUse.ofThisJvm();
    }

    private static String text(String config) {
        try (InputStream in = Objects.requireNonNull(EngineUnderTest.class.getResourceAsStream(config), config)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        control.shutdownNow();
        WovenScorer.close();
    }

    @Override
    public @Nullable Object readField(String field, Object near) {
        return null;
    }

    @Override
    public Object create(StaticMethod factory, Object near) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void hold(Object instance) {}

    @Override
    public void execute(Runnable work) {
        control.execute(work);
    }

    @Override
    public void executeLater(long nanos, Runnable work) {
        control.execute(work); // no call of the benchmark fails, so none waits
    }

    @Override
    public void wakeControl() {}
}
