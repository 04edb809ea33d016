package dev.signalbox.core.testing;

import dev.signalbox.core.config.Replay;
import dev.signalbox.core.site.CancellableCall;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.site.SiteAdapter;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The adapter of {@link TestModel}: failures say themselves what they are. */
public class TestSite implements SiteAdapter {
    /** A failure of a known class. */
    public static final class Fault extends RuntimeException {
        private final FailureClass kind;
        private final long retryAfterNanos;

        /** A failure. */
        public Fault(FailureClass kind, String message) {
            this(kind, message, -1);
        }

        /** A failure with which the model asks to be left alone. */
        public Fault(FailureClass kind, String message, long retryAfterNanos) {
            super(message);
            this.kind = kind;
            this.retryAfterNanos = retryAfterNanos;
        }
    }

    private Replay replay = Replay.ARGS;
    private boolean interruptible;
    private boolean elsewhere;
    private @Nullable Supplier<CancellableCall> means;
    /** The results that did not reach their callers. */
    public final Queue<Object> discarded = new ConcurrentLinkedQueue<>();

    /** Changes whether calls may be made again. */
    public TestSite replay(Replay next) {
        replay = next;
        return this;
    }

    /** Says that an interrupt ends calls. */
    public TestSite interruptible() {
        interruptible = true;
        return this;
    }

    /** Says that calls do their work in native memory and on threads of the library's own. */
    public TestSite worksElsewhere() {
        elsewhere = true;
        return this;
    }

    /** Gives the library a means of its own to end calls. */
    public TestSite cancelling(Supplier<CancellableCall> next) {
        means = next;
        return this;
    }

    @Override
    public boolean interruptible(Object target) {
        return interruptible;
    }

    @Override
    public boolean runsOnCallersThread() {
        return !elsewhere;
    }

    @Override
    public boolean cancels() {
        return means != null;
    }

    @Override
    public @Nullable CancellableCall cancellable(
            Object target,
            long nanos,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        return means == null ? null : means.get();
    }

    @Override
    public String id() {
        return "ask";
    }

    @Override
    public String library() {
        return "test";
    }

    @Override
    public Replay replay() {
        return replay;
    }

    @Override
    public String nameOf(Object instance) {
        return ((TestModel) instance).name();
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
            throws Throwable {
        return ((TestModel) target).ask(a0);
    }

    @Override
    public @Nullable String retarget(
            int method, @Nullable Object[] args, Object primary, Object target, @Nullable String requestName) {
        if (requestName != null) {
            args[0] = requestName + "/" + args[0];
        }
        return Objects.equals(args[0], "untranslatable") ? "it cannot be said to another model" : null;
    }

    @Override
    public @Nullable String incompatible(Object primary, Object candidate) {
        return ((TestModel) candidate).name().startsWith("odd") ? "its inputs differ" : null;
    }

    @Override
    public FailureClass classify(Throwable failure) {
        return failure instanceof Fault fault ? fault.kind : FailureClass.TRANSIENT;
    }

    @Override
    public long retryAfterNanos(Throwable failure) {
        return failure instanceof Fault fault ? fault.retryAfterNanos : -1;
    }

    @Override
    public void discard(@Nullable Object result) {
        if (result != null) {
            discarded.add(result);
        }
    }
}
