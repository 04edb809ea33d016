package dev.signalbox.examples.quickstart.serving;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Map;

/** A classifier on ONNX Runtime, in this process. */
public final class Scorer implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private final OrtSession session;

    /** Loads the model in {@code file}. */
    public Scorer(Path file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            this.session = ENVIRONMENT.createSession(file.toString(), options);
        }
    }

    /**
     * The probability of class 1.
     *
     * @param features the features of one example
     * @param layout the shape the features are sent in, rows by columns; -1 leaves one of them to be found
     */
    public float score(float[] features, long[] layout) throws OrtException {
        try (OnnxTensor input = OnnxTensor.createTensor(ENVIRONMENT, new float[][] {features});
                OnnxTensor shape = OnnxTensor.createTensor(ENVIRONMENT, layout);
                OrtSession.Result result = session.run(Map.of("input", input, "layout", shape))) {
            float[][] probabilities = (float[][]) result.get(0).getValue();
            return probabilities[0][1];
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
