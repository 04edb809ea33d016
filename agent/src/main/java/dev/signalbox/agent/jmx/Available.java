package dev.signalbox.agent.jmx;

import dev.signalbox.core.admission.Bandwidth;
import dev.signalbox.core.admission.Level;
import dev.signalbox.core.admission.Limit;
import dev.signalbox.core.admission.Pool;
import dev.signalbox.core.admission.Resource;
import dev.signalbox.core.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a node may still be given, in words: the least that the node's, its model's and the JVM's limits leave. */
final class Available {
    /** Where nothing is limited there is no number to tell. */
    static final String NOT_LIMITED = "not limited";

    private Available() {}

    static String of(Engine engine, String node, long now) {
        String model = node.substring(0, Math.max(0, node.lastIndexOf('#')));
        List<String> names = List.of("node " + node, "model " + model, "jvm");
        List<Level> levels =
                engine.levels().stream().filter(l -> names.contains(l.name())).toList();
        List<String> words = new ArrayList<>();
        for (Resource resource : Resource.values()) {
            double least = Double.NaN;
            for (Level level : levels) {
                double free = resource == Resource.TOKENS ? tokens(level, now) : free(level, resource);
                least = Double.isNaN(least) || free < least ? free : least;
            }
            if (!Double.isNaN(least)) {
                words.add(String.format(
                        Locale.ROOT, least == Math.rint(least) ? "%.0f %s" : "%.2f %s", least, resource.words()));
            }
        }
        return words.isEmpty() ? NOT_LIMITED : String.join(", ", words);
    }

    private static double free(Level level, Resource resource) {
        for (Limit limit : Limit.values()) {
            if (limit.resource() == resource) {
                long most = limit.of(level);
                return most == Pool.UNLIMITED ? Double.NaN : Math.max(0, limit.inUnits(most - level.held(resource)));
            }
        }
        return Double.NaN;
    }

    private static double tokens(Level level, long now) {
        double least = Double.NaN;
        for (Bandwidth period : Bandwidth.values()) {
            if (level.tokens().limit(period) != Pool.UNLIMITED) {
                double left = level.tokens().available(period, now);
                least = Double.isNaN(least) || left < least ? left : least;
            }
        }
        return least;
    }
}
