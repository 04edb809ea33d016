package dev.signalbox.core.testing;

import dev.signalbox.core.site.Answered;
import dev.signalbox.core.site.AsyncAttempts;
import dev.signalbox.core.site.AsyncCall;
import dev.signalbox.core.site.AsyncCalls;
import dev.signalbox.core.site.AsyncSite;
import dev.signalbox.core.site.Attempt;
import dev.signalbox.core.site.CallGate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model whose {@code ask} takes a listener and returns before its outcome, instrumented by hand. The test says what becomes of
 * each request that reached it.
 */
public final class TestStream {
    private final String name;
    private final CallGate gate;
    private final AsyncSite site;
    /** The requests that reached the body, oldest first. */
    public final List<Request> requests = new ArrayList<>();

    private @Nullable RuntimeException throwing;

    /** What a caller hears. */
    public static final class Listener {
        /** Everything it was told, in order. */
        public final List<Object> heard = new ArrayList<>();

        @Nullable
        AsyncCall call;

        /** Gives the call up, as a library's handle would. */
        public void cancel() {
            AsyncCall begun = call;
            if (begun != null) {
                begun.cancelled();
            }
        }
    }

    /** What the library tells of one request. */
    public interface Teller {
        /** A piece of output. */
        void output(String piece);

        /** The end. */
        void done(String all);

        /** A failure. */
        void failed(Throwable failure);
    }

    /**
     * One request at the model.
     *
     * @param context the context class loader of the thread that made it
     */
    public record Request(
            @Nullable Object question,
            Teller teller,
            @Nullable ClassLoader context) {}

    /** A stream of its own name. */
    public TestStream(String name, CallGate gate, Site site) {
        this.name = name;
        this.gate = gate;
        this.site = site;
        gate.constructed(site, this);
    }

    /** Its own name. */
    public String name() {
        return name;
    }

    /** Makes it throw at once, or not any more. */
    public TestStream throwing(@Nullable RuntimeException failure) {
        this.throwing = failure;
        return this;
    }

    /** The last request that reached it. */
    public Teller last() {
        return requests.get(requests.size() - 1).teller();
    }

    /** The instrumented method. */
    public void ask(@Nullable Object question, Listener listener) {
        Object answer = gate.enterAsync(site, 0, this, question, listener, null, null, null, null);
        if (answer instanceof Answered answered) {
            answered.get();
        } else if (answer == null) {
            body(question, new Direct(listener));
        }
    }

    private void ask(@Nullable Object question, Teller teller) {
        Object answer = gate.enterAsync(site, 0, this, question, teller, null, null, null, null);
        if (answer == null) {
            body(question, teller);
        }
    }

    private void body(@Nullable Object question, Teller teller) {
        requests.add(new Request(question, teller, Thread.currentThread().getContextClassLoader()));
        if (throwing != null) {
            throw throwing;
        }
    }

    private record Direct(Listener listener) implements Teller {
        @Override
        public void output(String piece) {
            listener.heard.add(piece);
        }

        @Override
        public void done(String all) {
            listener.heard.add("done " + all);
        }

        @Override
        public void failed(Throwable failure) {
            listener.heard.add(failure);
        }
    }

    /** The adapter of {@link TestStream}. */
    public static final class Site extends TestSite implements AsyncSite {
        @Override
        public String id() {
            return "ask";
        }

        @Override
        public boolean isAsync(int method) {
            return true;
        }

        @Override
        public String nameOf(Object instance) {
            return ((TestStream) instance).name();
        }

        @Override
        public @Nullable String incompatible(Object primary, Object candidate) {
            return null;
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
                @Nullable Object a5) {
            throw new AssertionError("never called");
        }

        @Override
        public @Nullable Object open(int method, Object self, @Nullable Object[] args, AsyncCalls calls) {
            Listener listener = (Listener) args[1];
            Attempts attempts = new Attempts(listener);
            listener.call = calls.begin(attempts);
            attempts.opening = false;
            return attempts.thrown == null ? null : Answered.throwing(attempts.thrown);
        }
    }

    private static final class Attempts implements AsyncAttempts {
        private final Listener listener;
        private boolean opening = true;
        private @Nullable Throwable thrown;

        Attempts(Listener listener) {
            this.listener = listener;
        }

        @Override
        public void attempt(Object target, @Nullable Object[] args, Attempt attempt) {
            ((TestStream) target).ask(args[0], new Teller() {
                @Override
                public void output(String piece) {
                    attempt.output();
                    listener.heard.add(piece);
                }

                @Override
                public void done(String all) {
                    attempt.succeeded(all);
                    listener.heard.add("done " + all);
                }

                @Override
                public void failed(Throwable failure) {
                    attempt.failed(failure);
                }
            });
        }

        @Override
        public void failed(Throwable failure, boolean wasThrown) {
            if (wasThrown && opening) {
                thrown = failure;
            } else {
                listener.heard.add(failure);
            }
        }
    }
}
