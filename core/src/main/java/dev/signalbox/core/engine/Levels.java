package dev.signalbox.core.engine;

import dev.signalbox.core.admission.Level;
import dev.signalbox.core.admission.Limit;
import dev.signalbox.core.admission.Pool;
import dev.signalbox.core.config.AllocationConfig;
import dev.signalbox.core.config.LimitsConfig;
import dev.signalbox.core.config.ModelAllocation;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.RouteConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.hardware.GpuReading;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Route;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What limits the calls of each node, model and route, of each GPU and of the whole JVM. A level lives on over reloads, for calls
 * hold something of it. The engine's lock guards it; calls find the levels that limit them in their plans.
 */
final class Levels {
    private final Level jvm = new Level("jvm", "");
    private final Map<String, Level> models = new LinkedHashMap<>();
    private final Map<String, Level> routes = new LinkedHashMap<>();
    private final Map<Integer, Level> gpus = new TreeMap<>();
    /** What the config or the machine said last of a limit; an operator's own limit stays until they say something else. */
    private final Map<Level, Map<Limit, Long>> said = new WeakHashMap<>();

    private SignalboxConfig config = SignalboxConfig.observeOnly();
    private HardwareSnapshot machine = HardwareSnapshot.NONE;

    Level jvm() {
        return jvm;
    }

    Map<String, Level> models() {
        return models;
    }

    Map<String, Level> routes() {
        return routes;
    }

    Map<Integer, Level> gpus() {
        return gpus;
    }

    /** Those of the JVM, of models, routes and GPUs. */
    List<Level> all() {
        List<Level> all = new ArrayList<>();
        all.add(jvm);
        all.addAll(models.values());
        all.addAll(routes.values());
        all.addAll(gpus.values());
        return all;
    }

    /** The most tokens that a call of a model can reserve: what the smallest of its budgets holds when it is full. */
    long mostTokens(String model) {
        Level own = models.get(model);
        long most = Math.min(
                jvm.tokens().capacity(),
                own == null ? Pool.UNLIMITED : own.tokens().capacity());
        for (RouteConfig route : config.routes().values()) {
            Level level = routes.get(route.name());
            if (level != null && route.chains().stream().anyMatch(c -> c.model().equals(model))) {
                most = Math.min(most, level.tokens().capacity());
            }
        }
        return most;
    }

    /** Takes the limits of a config. */
    void apply(SignalboxConfig next, long now) {
        config = next;
        models.keySet().retainAll(next.models().keySet());
        routes.keySet().retainAll(next.routes().keySet());
        next.models()
                .forEach((name, model) ->
                        say(level(models, "model", name), model.allocation().limits(), now));
        next.routes()
                .forEach((name, route) ->
                        say(level(routes, "route", name), route.allocation().limits(), now));
        say(jvm, next.allocation().limits(), now);
        ofMachine(now);
    }

    /** Takes what the machine has; true where a level is limited now that was not before, or no longer is. */
    boolean apply(HardwareSnapshot reading, long now) {
        machine = reading;
        return ofMachine(now);
    }

    private boolean ofMachine(long now) {
        AllocationConfig all = config.allocation();
        double milliCores = all.cpuShare() * cores() * 1000;
        boolean changed = say(jvm, Limit.CPU, Double.isNaN(milliCores) ? Pool.UNLIMITED : Math.round(milliCores), now);
        for (GpuReading gpu : machine.gpus()) {
            Level level = gpus.computeIfAbsent(gpu.index(), i -> new Level("gpu", "gpu#" + i));
            changed |= say(level, Limit.GPU, Limit.GPU.inParts(1), now);
            changed |=
                    say(level, Limit.GPU_MEMORY, Limit.GPU_MEMORY.inParts(all.gpuMemoryShare() * gpu.memoryMB()), now);
        }
        return changed;
    }

    private double cores() {
        double available = machine.process().availableCores();
        double quota = machine.container().cpuLimit();
        double cores = Double.isNaN(available) ? Runtime.getRuntime().availableProcessors() : available;
        return Double.isNaN(quota) ? cores : Math.min(quota, cores);
    }

    /** The levels that limit a route's attempts on a node, the narrowest first; null where none does. */
    Level @Nullable [] of(Route route, Node node, long now) {
        List<Level> limited = new ArrayList<>();
        ModelConfig model = config.models().get(node.model());
        ModelAllocation allocation = model == null ? ModelAllocation.NONE : model.allocation();
        long most = allocation.nodeConcurrency();
        boolean found = allocation.adaptive() && most == LimitsConfig.UNLIMITED;
        say(node.level(), Limit.CONCURRENCY, found ? AdaptiveLimits.MOST : most, now);
        add(node.level(), limited);
        add(models.get(node.model()), limited);
        add(routes.get(route.name()), limited);
        if (allocation.cost().gpuMilli() > 0 || allocation.cost().gpuMemoryKiB() > 0) {
            add(gpus.get(allocation.gpu()), limited);
        }
        add(jvm, limited);
        return limited.isEmpty() ? null : limited.toArray(new Level[0]);
    }

    private static void add(@Nullable Level level, List<Level> limited) {
        if (level != null && level.isLimited()) {
            limited.add(level);
        }
    }

    private static Level level(Map<String, Level> levels, String kind, String name) {
        return levels.computeIfAbsent(name, n -> new Level(kind, n));
    }

    private void say(Level level, LimitsConfig limits, long now) {
        say(level, Limit.CONCURRENCY, limits.concurrency(), now);
        say(level, Limit.MEMORY, limits.memoryKiB(), now);
        say(level, Limit.TOKENS_PER_SECOND, limits.tokensPerSecond(), now);
        say(level, Limit.TOKENS_PER_MINUTE, limits.tokensPerMinute(), now);
        say(level, Limit.TOKENS_PER_DAY, limits.tokensPerDay(), now);
    }

    private boolean say(Level level, Limit limit, long parts, long now) {
        Long before =
                said.computeIfAbsent(level, l -> new EnumMap<>(Limit.class)).put(limit, parts);
        if (before == null ? parts == Pool.UNLIMITED : before == parts) {
            return false;
        }
        boolean limited = level.isLimited();
        limit.set(level, parts, now);
        return limited != level.isLimited();
    }
}
