package dev.signalbox.core.testing;

import dev.signalbox.core.call.Priorities;
import dev.signalbox.core.config.BalanceConfig;
import dev.signalbox.core.config.BalanceStrategy;
import dev.signalbox.core.config.ChainConfig;
import dev.signalbox.core.config.DeadlineConfig;
import dev.signalbox.core.config.DeadlineConfig.Interrupts;
import dev.signalbox.core.config.HardwareConfig;
import dev.signalbox.core.config.Match;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.ProbeConfig;
import dev.signalbox.core.config.RecoveryConfig;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.config.StaticMethod;
import dev.signalbox.core.engine.Engine;
import dev.signalbox.core.engine.Host;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.hardware.ThreadUse;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An engine with a route {@code chat} over the models {@code large}, {@code small} and others, in virtual time. */
public final class World implements Host {
    public final VirtualTime time;
    public final TestSite site = new TestSite();
    public final Engine engine;
    public final List<Object> held = new ArrayList<>();
    public final List<Object> letGo = new ArrayList<>();
    public HardwareSnapshot hardware = HardwareSnapshot.NONE;
    public final Map<String, Object> fields = new LinkedHashMap<>();
    public @Nullable Object made;
    public @Nullable Callable<Object> factoryBody;
    public int wakes;
    /** What bean factories say of a bean, by its name. */
    public final Map<String, List<String>> aliases = new LinkedHashMap<>();

    public boolean aliasesFail;
    /** What proxies stand before. */
    public final Map<Object, Object> behind = new IdentityHashMap<>();
    /** What objects hold in their fields. */
    public final Map<Object, List<Object>> inside = new IdentityHashMap<>();
    /** What probes do, by their names in the config, to the instance; those that are not here cannot be called. */
    public final Map<String, UnaryOperator<Object>> probes = new LinkedHashMap<>();
    /** The application's MDC. */
    public Priorities.Mdc mdc = (near, key) -> null;

    /** What the calling thread has used. */
    public ThreadUse threadUse = ThreadUse.NONE;

    /** How often a factory was called. */
    public int created;
    /** Where work goes that must not run on its caller's thread; at once on the very thread, unless a test says otherwise. */
    public Executor executor = Runnable::run;

    /** An engine with a config. */
    public World(long seed, SignalboxConfig config) {
        time = new VirtualTime(seed);
        engine = new Engine(config, time, time, time, time, this);
    }

    /** A route over models that are matched by their own names, the first the primary. */
    public static SignalboxConfig config(RetryConfig retry, String... models) {
        Map<String, ModelConfig> byName = new LinkedHashMap<>();
        List<ChainConfig> chains = new ArrayList<>();
        for (String m : models) {
            byName.put(m, model(m));
            chains.add(new ChainConfig(m, m));
        }
        return config(byName, new RouteConfig("chat", List.of("ask"), models[0], chains, retry));
    }

    /** A config of models and one route. */
    public static SignalboxConfig config(Map<String, ModelConfig> models, RouteConfig route) {
        return new SignalboxConfig(false, models, Map.of(), Map.of(route.name(), route), HardwareConfig.DEFAULT);
    }

    /** A model matched by its own name. */
    public static ModelConfig model(String name) {
        return new ModelConfig(name, new Match("test", name, null, null, null), false, 1, false, null, null, null);
    }

    /** A model matched by the name of a bean. */
    public static ModelConfig bean(String name, String bean) {
        return new ModelConfig(name, new Match(null, null, null, null, bean), false, 1, false, null, null, null);
    }

    /** A route {@code chat} over models, the first the primary, in the order in which they are given. */
    public static RouteConfig route(String... models) {
        return new RouteConfig(
                "chat",
                List.of("ask"),
                models[0],
                Arrays.stream(models).map(m -> new ChainConfig(m, m)).toList(),
                RetryConfig.NONE);
    }

    /** A config of models matched by their own names, and a route over them that has a deadline. */
    public static SignalboxConfig limited(Duration after, Interrupts interrupts, RetryConfig retry, String... models) {
        RouteConfig plain = route(models);
        Map<String, ModelConfig> byName = new LinkedHashMap<>();
        for (String m : models) {
            byName.put(m, model(m));
        }
        return config(
                byName,
                new RouteConfig(
                        plain.name(),
                        plain.callSites(),
                        plain.entry(),
                        plain.chains(),
                        retry,
                        new DeadlineConfig(after, interrupts),
                        RecoveryConfig.NONE));
    }

    /**
     * Replicas matched by their model's name. Calls come to them at random, also to those in trouble: the default would spare them, and
     * then nobody would learn more of them.
     */
    public static ModelConfig replicas(String name, int max) {
        return new ModelConfig(
                name,
                new Match("test", name, null, null, null),
                true,
                max,
                false,
                null,
                null,
                null,
                new BalanceConfig(BalanceStrategy.RANDOM),
                ProbeConfig.NONE);
    }

    /** A model matched by its own name, with a probe of the instance itself. */
    public static ModelConfig probed(String name, String probe) {
        return new ModelConfig(
                name,
                new Match("test", name, null, null, null),
                false,
                1,
                false,
                null,
                null,
                null,
                BalanceConfig.DEFAULT,
                new ProbeConfig("", probe));
    }

    /** A model that a factory makes. */
    public static ModelConfig made(String name) {
        return new ModelConfig(name, null, false, 1, false, new StaticMethod("com.acme.Models", "make"), null, null);
    }

    /** A config of models and one route over them, in order. */
    public static SignalboxConfig config(ModelConfig... models) {
        Map<String, ModelConfig> byName = new LinkedHashMap<>();
        for (ModelConfig m : models) {
            byName.put(m.name(), m);
        }
        return config(byName, route(byName.keySet().toArray(new String[0])));
    }

    /** An instrumented model. */
    public TestModel model(String name, TestModel.@Nullable Behaviour behaviour) {
        TestModel model = new TestModel(name, engine.gate(), site);
        return behaviour == null ? model : model.does(behaviour);
    }

    /** The only route. */
    public Route route() {
        return engine.routes().get(0);
    }

    /** A chain of the only route. */
    public Chain chain(String name) {
        return route().chains().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** A node by name. */
    public Node node(String name) {
        return engine.nodes().stream()
                .filter(n -> n.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Lets time go by, the control thread ticking every 100 ms. */
    public void pass(long amount, TimeUnit unit) {
        for (long left = unit.toMillis(amount); left > 0; left -= 100) {
            time.advance(Math.min(left, 100), TimeUnit.MILLISECONDS);
            engine.tick();
            watch();
        }
    }

    @Override
    public @Nullable Object probe(ProbeConfig probe, Object instance) throws NoSuchMethodException {
        UnaryOperator<Object> body = probes.get(probe.toString());
        if (body == null) {
            throw new NoSuchMethodException("there is no " + probe);
        }
        return body.apply(instance);
    }

    @Override
    public @Nullable Object readField(String field, Object near) {
        return fields.get(field);
    }

    @Override
    public List<String> aliases(Object factory, String bean) {
        if (aliasesFail) {
            throw new IllegalStateException("the context is closed");
        }
        return aliases.getOrDefault(bean, List.of());
    }

    @Override
    public @Nullable Object behind(Object proxy) {
        return behind.get(proxy);
    }

    @Override
    public List<Object> inside(Object object) {
        return inside.getOrDefault(object, List.of());
    }

    @Override
    public Object create(StaticMethod factory, Object near) throws Exception {
        created++;
        if (factoryBody != null) {
            return factoryBody.call();
        }
        if (made == null) {
            throw new IllegalStateException("no model to be had");
        }
        return made;
    }

    @Override
    public @Nullable String mdc(Object near, String key) throws Throwable {
        return mdc.get(near, key);
    }

    @Override
    public void hold(Object instance) {
        held.add(instance);
    }

    @Override
    public void letGo(Object instance) {
        held.remove(instance);
        letGo.add(instance);
    }

    @Override
    public ThreadUse threadUse() {
        return new ThreadUse() {
            @Override
            public long allocatedBytes() {
                return threadUse.allocatedBytes();
            }

            @Override
            public long cpuNanos() {
                return threadUse.cpuNanos();
            }
        };
    }

    @Override
    public HardwareSnapshot hardware() {
        return hardware;
    }

    @Override
    public void execute(Runnable work) {
        executor.execute(work);
    }

    @Override
    public void executeLater(long nanos, Runnable work) {
        executor.execute(() -> {
            time.pause(nanos);
            work.run();
        });
    }

    /** A turn of the watchdog. */
    public void watch() {
        engine.watchdog().turn();
    }

    @Override
    public void wakeControl() {
        wakes++;
    }
}
