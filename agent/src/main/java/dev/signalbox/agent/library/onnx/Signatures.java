package dev.signalbox.agent.library.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The signatures of the sessions seen so far, held as long as their sessions are; sessions compare by identity. */
final class Signatures {
    private final Map<OrtSession, Signature> known = new WeakHashMap<>();

    /** A session's signature; read from native memory (5 us) at the first question only. */
    Signature of(OrtSession session) throws OrtException {
        synchronized (known) {
            @Nullable Signature signature = known.get(session);
            if (signature != null) {
                return signature;
            }
        }
        Signature read = Signature.of(session);
        synchronized (known) {
            known.put(session, read);
        }
        return read;
    }
}
