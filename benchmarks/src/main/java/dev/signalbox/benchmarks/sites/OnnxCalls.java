package dev.signalbox.benchmarks.sites;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;

/** Calls of ONNX Runtime, on real sessions. */
final class OnnxCalls {
    private OnnxCalls() {}

    static Asked<OrtSession, float[][]> run() {
        Map<String, OnnxTensor> inputs = Map.of(Perceptron.INPUT, input());
        return Asked.of(
                OnnxCalls::session,
                model -> {
                    try (OrtSession.Result result = model.run(inputs)) {
                        return (float[][]) result.get(0).getValue();
                    }
                },
                Perceptron::signature);
    }

    private static OnnxTensor input() {
        try {
            return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), new float[1][Perceptron.INPUTS]);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OrtSession session(String name) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            return OrtEnvironment.getEnvironment().createSession(Perceptron.named(name), options);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
