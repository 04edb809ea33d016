package dev.signalbox.examples.quickstart.training;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The directory that holds the two trained scorers, {@code mlp.onnx} and {@code logistic.onnx}.
 *
 * @param directory where they lie
 * @param trainedNow false where an earlier run had left them
 */
public record ScorerModels(Path directory, boolean trainedNow) {
    /** Part of the directory's name: raise it when training changes, so that no run serves stale models. */
    private static final String VERSION = "v1";

    private static final long SEED = 20_261_123;
    private static final int TRAINING_EXAMPLES = 12_000;

    /** Trains into {@code parent} unless an earlier run of the same version did. */
    public static ScorerModels prepare(Path parent) throws IOException {
        ScorerModels kept = new ScorerModels(parent.resolve(VERSION), false);
        if (Files.exists(kept.mlp()) && Files.exists(kept.logistic())) {
            return kept;
        }
        Files.createDirectories(kept.directory());
        Dataset data = Dataset.generate(SEED, TRAINING_EXAMPLES);
        ModelProto exported = LogisticTrainer.train(data, SEED);
        write(ScorerGraph.logistic(exported), kept.logistic());
        write(ScorerGraph.mlp(exported, Mlp.train(data, SEED)), kept.mlp());
        return new ScorerModels(kept.directory(), true);
    }

    /** Examples that no model was trained on. */
    public static Dataset unseen(int size) {
        return Dataset.generate(SEED + 1, size);
    }

    /** The better and dearer model. */
    public Path mlp() {
        return directory.resolve("mlp.onnx");
    }

    /** The cheap one. */
    public Path logistic() {
        return directory.resolve("logistic.onnx");
    }

    /** A run that dies half-way must not leave half a model for the next one. */
    private static void write(ModelProto model, Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.write(unfinished, model.toByteArray());
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
