package dev.signalbox.agent.library.onnx;

import ai.onnxruntime.OrtException;
import dev.signalbox.core.site.FailureClass;
import org.jspecify.annotations.Nullable;

/**
 * What a failed run means. A model in this process computes the same from the same tensors, so only failures of its
 * surroundings (an execution provider, memory) are worth a second try on the same session.
 */
final class OnnxFailures {
    private static final int MAX_DEPTH = 16;

    private OnnxFailures() {}

    static FailureClass classify(Throwable failure) {
        int depth = 0;
        for (Throwable t = failure; t != null && depth < MAX_DEPTH; t = t.getCause(), depth++) {
            if (t instanceof OrtException ort) {
                return byCode(ort.getCode().name(), ort.getMessage());
            }
        }
        if (failure instanceof IllegalStateException) {
            return FailureClass.UNAVAILABLE; // the session is closed
        }
        // What remains are the wrapper's own checks of the arguments, before native code is entered.
        return failure instanceof RuntimeException ? FailureClass.CALLER : FailureClass.TRANSIENT;
    }

    /** By name, so that a code that a newer or older version has or lacks does not matter. */
    private static FailureClass byCode(String code, @Nullable String message) {
        return switch (code) {
            case "ORT_EP_FAIL", "ORT_RUNTIME_EXCEPTION", "ORT_ENGINE_ERROR" -> FailureClass.TRANSIENT;
            case "ORT_FAIL" -> terminated(message) ? FailureClass.CANCELLED : FailureClass.UNAVAILABLE;
            // Unknown names and wrong numbers of inputs and outputs come without a native code.
            case "ORT_INVALID_ARGUMENT", "ORT_JAVA_UNKNOWN" -> FailureClass.CALLER;
            default -> FailureClass.UNAVAILABLE; // no model, an invalid graph, a device that was reset, ..
        };
    }

    /** The caller's RunOptions were told to terminate; they would end the run on any other session as well. */
    private static boolean terminated(@Nullable String message) {
        return message != null && message.contains("terminate flag");
    }
}
