package dev.signalbox.core.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * The reader of signalbox.yaml: gives a complete config, or every problem of the file at once. It holds no state between
 * two files and can be used from any thread.
 */
public final class ConfigReader {
    private final BuiltIns builtIns;

    /** @param builtIns the call sites and libraries that the agent brings along, which a file may name */
    public ConfigReader(BuiltIns builtIns) {
        this.builtIns = builtIns;
    }

    /**
     * Reads a file. An empty one means {@link SignalboxConfig#observeOnly()}.
     *
     * @throws ConfigException where the file is missing, unreadable, malformed or contradicts itself
     */
    public SignalboxConfig read(Path file) throws ConfigException {
        Problems problems = new Problems(file.toString());
        String text = YamlText.read(file, problems);
        return text == null ? refuse(problems) : read(text, problems);
    }

    /**
     * Reads a text.
     *
     * @param fileName what problems call the text
     * @throws ConfigException where the text is malformed or contradicts itself
     */
    public SignalboxConfig read(String text, String fileName) throws ConfigException {
        return read(text, new Problems(fileName));
    }

    private SignalboxConfig read(String text, Problems problems) throws ConfigException {
        Node root = YamlTree.parse(text, problems);
        if (root == null) {
            problems.throwIfAny();
            return SignalboxConfig.observeOnly();
        }
        Located<Fields> file = new ShapeReader(problems).read(Schema.FILE, root, Place.ofFile());
        SignalboxConfig config = file == null ? null : bind(file.value(), problems);
        problems.throwIfAny();
        return config == null ? refuse(problems) : config;
    }

    private @Nullable SignalboxConfig bind(Fields file, Problems problems) {
        if (file.broken() || lost(file, Schema.MODELS) || lost(file, Schema.CALL_SITES)) {
            return null; // what names them cannot be judged
        }
        if (file.isEmpty()) {
            return SignalboxConfig.observeOnly();
        }
        Map<String, Located<Fields>> models = file.value(Schema.MODELS, Map.of());
        Map<String, Located<Fields>> callSites = file.value(Schema.CALL_SITES, Map.of());
        Map<String, ModelConfig> boundModels = new ModelBinder(models, builtIns, problems).bind();
        Map<String, CallSiteConfig> boundSites = new CallSiteBinder(callSites, builtIns, problems).bind();
        Map<String, RouteConfig> routes = new RouteBinder(
                        models.keySet(), boundModels, callSites.keySet(), builtIns, problems)
                .bind(file.value(Schema.ROUTES, Map.of()));
        Fields hardware = file.value(Schema.HARDWARE);
        return new SignalboxConfig(
                file.value(Schema.OBSERVE, false),
                Collections.unmodifiableMap(boundModels),
                Collections.unmodifiableMap(boundSites),
                Collections.unmodifiableMap(routes),
                new AllocationBinder(problems).ofJvm(file.value(AllocationSchema.ALLOCATION)),
                hardware == null
                        ? HardwareConfig.DEFAULT
                        : new HardwareConfig(hardware.value(Schema.SAMPLE, HardwareConfig.DEFAULT.sample())));
    }

    private static boolean lost(Fields file, Key<?> key) {
        return file.has(key) && file.find(key) == null;
    }

    private static SignalboxConfig refuse(Problems problems) throws ConfigException {
        problems.throwIfAny();
        throw new IllegalStateException("a config was refused without a problem");
    }
}
