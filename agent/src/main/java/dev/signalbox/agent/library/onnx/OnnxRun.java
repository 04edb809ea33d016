package dev.signalbox.agent.library.onnx;

import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.signalbox.core.config.Replay;
import dev.signalbox.core.site.CancellableCall;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.site.SiteAdapter;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The call site {@code onnxruntime.run}: {@code OrtSession.run(Map, Set, Map, RunOptions)}, at which all seven overloads
 * arrive.
 *
 * <p>A closed tensor or session that reaches native code kills the JVM, so each is checked before a call that the host did
 * not make itself. The caller holds its tensors open for the length of its own frame; beyond that nothing may use them.
 */
public final class OnnxRun implements SiteAdapter {
    private static final int INPUTS = 0;
    private static final int REQUESTED_OUTPUTS = 1;
    private static final int PINNED_OUTPUTS = 2;
    private static final int RUN_OPTIONS = 3;

    /** What was read of the sessions seen so far, held as long as they are; sessions compare by identity. */
    private final Map<OrtSession, SessionFacts> known = Collections.synchronizedMap(new WeakHashMap<>());

    private record SessionFacts(String name, Signature signature) {}

    @Override
    public String id() {
        return "onnxruntime.run";
    }

    @Override
    public String library() {
        return "onnxruntime";
    }

    /** The caller closes its tensors when run returns. */
    @Override
    public Replay replay() {
        return Replay.SAME_FRAME;
    }

    /** Reads what the session keeps in native memory: its graph's name, inputs and outputs (5 us). */
    @Override
    public void seen(Object instance) {
        OrtSession session = (OrtSession) instance;
        if (closed(session)) {
            return; // getMetadata does not check, and would read freed memory
        }
        try {
            @Nullable String name = session.getMetadata().getGraphName();
            known.put(session, new SessionFacts(name == null ? "" : name, Signature.of(session)));
        } catch (OrtException | IllegalStateException e) {
            // The session goes without a name, and nothing may stand in for it.
        }
    }

    /** The graph's name. */
    @Override
    public String nameOf(Object instance) {
        @Nullable SessionFacts facts = known.get((OrtSession) instance);
        return facts == null ? "" : facts.name();
    }

    @Override
    public boolean cancels() {
        return true;
    }

    /** Where the caller passed RunOptions, whether the run is to be terminated is the caller's to say. */
    @Override
    public @Nullable CancellableCall cancellable(
            Object target,
            long nanos,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5)
            throws OrtException {
        return a3 == null ? new TerminableRun() : null;
    }

    /** What a run that was terminated throws, so that existing catch blocks keep working. */
    @Override
    public Throwable timeout(String message, @Nullable Throwable cause) {
        OrtException timeout = new OrtException(OrtException.OrtErrorCode.ORT_FAIL, message);
        if (cause != null) {
            timeout.initCause(cause);
        }
        return timeout;
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
        return run((OrtSession) target, a0, a1, a2, a3);
    }

    @SuppressWarnings("unchecked")
    static OrtSession.Result run(
            OrtSession session, @Nullable Object a0, @Nullable Object a1, @Nullable Object a2, @Nullable Object a3)
            throws OrtException {
        @Nullable String closed = closedArgument(a0, a1, a2, a3);
        if (closed != null) {
            throw new IllegalArgumentException(closed);
        }
        return session.run(
                (Map<String, ? extends OnnxTensorLike>) a0,
                (Set<String>) a1,
                (Map<String, ? extends OnnxValue>) a2,
                (OrtSession.RunOptions) a3);
    }

    /**
     * Leaves the requested outputs as they are: {@link #incompatible} has seen that the target has them all, and the caller
     * reads results by their place in that set as well as by name.
     */
    @Override
    public @Nullable String retarget(
            int method, @Nullable Object[] args, Object primary, Object target, @Nullable String requestName) {
        if (requestName != null) {
            return "an ONNX session answers for one model only, so none can be asked for by name";
        }
        if (closed((OrtSession) target)) {
            return "the target's session is closed";
        }
        return closedArgument(args[INPUTS], args[REQUESTED_OUTPUTS], args[PINNED_OUTPUTS], args[RUN_OPTIONS]);
    }

    @Override
    public @Nullable String incompatible(Object primary, Object candidate) {
        if (!(candidate instanceof OrtSession other)) {
            return candidate.getClass().getName() + " is no OrtSession of the primary's class loader";
        }
        if (primary == candidate) {
            return null;
        }
        @Nullable SessionFacts wanted = known.get((OrtSession) primary);
        @Nullable SessionFacts found = known.get(other);
        if (wanted == null || found == null) {
            return "the inputs and outputs of " + (wanted == null ? "the primary" : "its session")
                    + " could not be read";
        }
        return wanted.signature().refusal(found.signature());
    }

    /** ONNX Runtime has memory and threads of its own. */
    @Override
    public boolean runsOnCallersThread() {
        return false;
    }

    @Override
    public FailureClass classify(Throwable failure) {
        return OnnxFailures.classify(failure);
    }

    @Override
    public void discard(@Nullable Object result) {
        if (result instanceof OrtSession.Result unread) {
            unread.close();
        }
    }

    /** Whether a session is closed; it has no question for that, but answers none once it is. */
    private static boolean closed(OrtSession session) {
        try {
            session.getNumInputs();
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Which argument is closed, in words, or null. */
    private static @Nullable String closedArgument(
            @Nullable Object given, @Nullable Object requested, @Nullable Object pin, @Nullable Object runOptions) {
        if (!(given instanceof Map<?, ?> inputs) || !(pin instanceof Map<?, ?> pinned)) {
            return "inputs or pinned outputs are null";
        }
        if (requested == null) {
            return "requested outputs are null";
        }
        @Nullable String closed = closedValue(inputs, "input");
        if (closed == null && !pinned.isEmpty()) {
            closed = closedValue(pinned, "pinned output");
        }
        return closed == null && runOptions instanceof OrtSession.RunOptions options && closed(options)
                ? "the RunOptions are closed"
                : closed;
    }

    private static @Nullable String closedValue(Map<?, ?> values, String what) {
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            if (!(entry.getValue() instanceof OnnxValue value) || value.isClosed()) {
                return what + " '" + entry.getKey() + "' is closed or null";
            }
        }
        return null;
    }

    private static boolean closed(OrtSession.RunOptions options) {
        try {
            options.getLogVerbosityLevel();
            return false;
        } catch (OrtException | IllegalStateException e) {
            return true;
        }
    }
}
