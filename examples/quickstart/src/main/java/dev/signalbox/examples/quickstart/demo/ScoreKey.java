package dev.signalbox.examples.quickstart.demo;

import ai.onnxruntime.OrtException;
import dev.signalbox.examples.quickstart.serving.Scorer;
import dev.signalbox.examples.quickstart.training.Dataset;
import dev.signalbox.examples.quickstart.training.ScorerModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Examples with both models' answers to them, computed beforehand: tells from an answer which model gave it. */
final class ScoreKey {
    static final long[] LAYOUT = {-1, Dataset.FEATURES};

    private static final int EXAMPLES = 2_000;
    private static final float APART = 0.02f;
    private static final float SAME = 1e-4f;

    private final List<Entry> entries = new ArrayList<>();
    private final double mlpAccuracy;
    private final double logisticAccuracy;

    ScoreKey(ScorerModels models) throws OrtException {
        Dataset data = ScorerModels.unseen(EXAMPLES);
        float[] mlp = scores(models.mlp(), data);
        float[] logistic = scores(models.logistic(), data);
        for (int row = 0; row < data.size(); row++) {
            if (Math.abs(mlp[row] - logistic[row]) > APART) {
                entries.add(new Entry(data.features()[row], mlp[row], logistic[row]));
            }
        }
        mlpAccuracy = accuracy(mlp, data);
        logisticAccuracy = accuracy(logistic, data);
    }

    /** One example and what either model says to it. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Entry(float[] features, float mlp, float logistic) {
        String chainOf(double probability) {
            if (Math.abs(probability - mlp) < SAME) {
                return "mlp";
            }
            return Math.abs(probability - logistic) < SAME ? "logistic" : "unknown";
        }
    }

    Entry entry(int index) {
        return entries.get(Math.floorMod(index, entries.size()));
    }

    double mlpAccuracy() {
        return mlpAccuracy;
    }

    double logisticAccuracy() {
        return logisticAccuracy;
    }

    private static float[] scores(Path model, Dataset data) throws OrtException {
        float[] scores = new float[data.size()];
        try (Scorer scorer = new Scorer(model)) {
            for (int row = 0; row < scores.length; row++) {
                scores[row] = scorer.score(data.features()[row], LAYOUT);
            }
        }
        return scores;
    }

    private static double accuracy(float[] scores, Dataset data) {
        int right = 0;
        for (int row = 0; row < scores.length; row++) {
            right += (scores[row] > 0.5f) == (data.labels()[row] == 1) ? 1 : 0;
        }
        return (double) right / scores.length;
    }
}
