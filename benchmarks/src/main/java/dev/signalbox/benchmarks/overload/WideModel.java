package dev.signalbox.benchmarks.overload;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.signalbox.benchmarks.sites.Perceptron;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;

/** A wide perceptron on ONNX Runtime, whose call keeps one processor busy for as long as its rows take. */
final class WideModel implements AutoCloseable {
    private static final int INPUTS = 256;
    private static final int HIDDEN = 4096;
    private static final double MILLIS = 10;
    private static final int PROBED_ROWS = 32;
    private static final int PROBES = 100;

    private final OrtSession session;
    private final OnnxTensor input;

    WideModel(int rows) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            session = environment.createSession(Perceptron.of("large", 1, INPUTS, HIDDEN), options);
        }
        input = OnnxTensor.createTensor(environment, new float[rows][INPUTS]);
    }

    /** How many rows take 10 ms of CPU on this machine. */
    static int rows() throws OrtException {
        try (WideModel model = new WideModel(PROBED_ROWS)) {
            model.cpuMillis(PROBES);
            return Math.max(1, (int) Math.round(PROBED_ROWS * MILLIS / model.cpuMillis(PROBES)));
        }
    }

    /** What a call costs, as the mean of some. */
    double cpuMillis(int calls) throws OrtException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < calls; i++) {
            run();
        }
        return (threads.getCurrentThreadCpuTime() - begun) / 1e6 / calls;
    }

    void run() throws OrtException {
        try (OrtSession.Result result = session.run(Map.of(Perceptron.INPUT, input))) {
            if (result.size() != 1) {
                throw new IllegalStateException("answers: " + result.size());
            }
        }
    }

    @Override
    public void close() throws OrtException {
        input.close();
        session.close();
    }
}
