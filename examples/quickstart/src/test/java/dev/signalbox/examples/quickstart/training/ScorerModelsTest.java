package dev.signalbox.examples.quickstart.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.signalbox.examples.quickstart.serving.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScorerModelsTest {
    private static final long[] FITS = {-1, Dataset.FEATURES};
    private static final long[] DOES_NOT_FIT = {-1, 7};

    @TempDir
    static Path directory;

    static ScorerModels models;

    @BeforeAll
    static void train() throws IOException {
        models = ScorerModels.prepare(directory);
    }

    @Test
    void networkIsBetterThanLogistic() throws OrtException {
        Dataset unseen = ScorerModels.unseen(4_000);
        double mlp = accuracy(models.mlp(), unseen);
        double logistic = accuracy(models.logistic(), unseen);
        assertThat(mlp).isGreaterThan(0.90);
        assertThat(logistic).isBetween(0.75, 0.85);
    }

    @Test
    void bothHaveTheSameInputsAndOutputs() throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession mlp = environment.createSession(models.mlp().toString());
                OrtSession logistic =
                        environment.createSession(models.logistic().toString())) {
            assertThat(mlp.getMetadata().getGraphName()).isEqualTo("scorer-mlp");
            assertThat(logistic.getMetadata().getGraphName()).isEqualTo("scorer-logistic");
            assertThat(mlp.getInputInfo().toString())
                    .isEqualTo(logistic.getInputInfo().toString());
            assertThat(mlp.getOutputInfo().toString())
                    .isEqualTo(logistic.getOutputInfo().toString());
            assertThat(mlp.getInputNames()).containsExactly("input", "layout");
        }
    }

    @Test
    void layoutThatDoesNotFitFailsInTheNetworkAlone() throws OrtException {
        float[] features = ScorerModels.unseen(1).features()[0];
        try (Scorer mlp = new Scorer(models.mlp());
                Scorer logistic = new Scorer(models.logistic())) {
            assertThatExceptionOfType(OrtException.class)
                    .isThrownBy(() -> mlp.score(features, DOES_NOT_FIT))
                    .satisfies(e -> assertThat(e.getCode()).isEqualTo(OrtException.OrtErrorCode.ORT_FAIL));
            assertThat(logistic.score(features, DOES_NOT_FIT)).isEqualTo(logistic.score(features, FITS));
            assertThat(mlp.score(features, FITS)).isBetween(0f, 1f);
        }
    }

    @Test
    void secondRunKeepsWhatTheFirstTrained() throws IOException {
        byte[] before = Files.readAllBytes(models.mlp());
        ScorerModels again = ScorerModels.prepare(directory);
        assertThat(models.trainedNow()).isTrue();
        assertThat(again.trainedNow()).isFalse();
        assertThat(Files.readAllBytes(again.mlp())).isEqualTo(before);
    }

    private static double accuracy(Path model, Dataset data) throws OrtException {
        int right = 0;
        try (Scorer scorer = new Scorer(model)) {
            for (int row = 0; row < data.size(); row++) {
                boolean positive = scorer.score(data.features()[row], FITS) > 0.5f;
                right += positive == (data.labels()[row] == 1) ? 1 : 0;
            }
        }
        return (double) right / data.size();
    }
}
