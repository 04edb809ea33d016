package dev.signalbox.agent.library.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.signalbox.core.site.CancellableCall;
import org.jspecify.annotations.Nullable;

/**
 * One run with RunOptions of its own, through which ONNX Runtime ends it between two nodes of the graph. Once terminated they would
 * fail the next run too, so they are closed with this one.
 */
final class TerminableRun implements CancellableCall {
    private final OrtSession.RunOptions options;

    TerminableRun() throws OrtException {
        options = new OrtSession.RunOptions();
    }

    @Override
    public @Nullable Object invoke(
            int method,
            Object target,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5)
            throws OrtException {
        return OnnxRun.run((OrtSession) target, a0, a1, a2, options);
    }

    @Override
    public void cancel() throws OrtException {
        options.setTerminate(true);
    }

    @Override
    public void close() {
        options.close();
    }
}
