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
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A model whose {@code ask} takes a listener and returns before its outcome, instrumented by hand. The test says what becomes of
 * each request that reached it.
 */
public final class TestStream {
    private static final int ON_DEMAND = 1;
    private static final int LATER = 2;

    private final String name;
    private final CallGate gate;
    private final AsyncSite site;
    /** The requests that reached the body, oldest first. */
    public final List<Request> requests = new ArrayList<>();

    private Behaviour behaviour = r -> {};

    /** What becomes of a request at once; where nothing does, the test tells its outcome later. */
    @FunctionalInterface
    public interface Behaviour {
        /** Tells what it wants of the request, or throws. */
        void asked(Request request);
    }

    /** What a caller hears. */
    public static final class Listener {
        /** Everything it was told, in order. */
        public final List<Object> heard = new ArrayList<>();

        private final Consumer<Object> alsoTold;
        private volatile @Nullable AsyncCall call;
        private @Nullable RuntimeException thrownWhenTold;

        /** Only listens. */
        public Listener() {
            this(what -> {});
        }

        /** Tells on what it hears. */
        public Listener(Consumer<Object> alsoTold) {
            this.alsoTold = alsoTold;
        }

        /** Makes it throw when it is told of a failure. */
        public Listener throwing(RuntimeException failure) {
            thrownWhenTold = failure;
            return this;
        }

        private void hears(Object what) {
            heard.add(what);
            alsoTold.accept(what);
        }

        private void failed(Throwable failure) {
            hears(failure);
            RuntimeException own = thrownWhenTold;
            if (own != null) {
                throw own;
            }
        }

        /** Lets go of the call, as a caller without a handle to cancel it with. */
        public void forget() {
            call = null;
        }

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
        return does(r -> {
            if (failure != null) {
                throw failure;
            }
        });
    }

    /** Says what becomes of its requests at once. */
    public TestStream does(Behaviour next) {
        this.behaviour = next;
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
        Request request = new Request(question, teller, Thread.currentThread().getContextClassLoader());
        requests.add(request);
        behaviour.asked(request);
    }

    /** Another instrumented method: nothing is asked before the caller runs what it returns, each time anew. */
    public Runnable onDemand(@Nullable Object question, Listener listener) {
        Object answer = gate.enterAsync(site, ON_DEMAND, this, question, listener, null, null, null, null);
        return answer instanceof Runnable routed ? routed : () -> body(question, new Direct(listener));
    }

    /** Another instrumented method, which answers by a future. */
    public CompletableFuture<String> later(@Nullable Object question) {
        Object answer = gate.enterAsync(site, LATER, this, question, null, null, null, null, null);
        if (answer instanceof Answered answered) {
            answered.get();
        }
        if (answer != null) {
            @SuppressWarnings("unchecked")
            CompletableFuture<String> routed = (CompletableFuture<String>) answer;
            return routed;
        }
        CompletableFuture<String> own = new CompletableFuture<>();
        body(question, new Promise(own));
        return own;
    }

    private record Promise(CompletableFuture<String> future) implements Teller {
        @Override
        public void output(String piece) {}

        @Override
        public void done(String all) {
            future.complete(all);
        }

        @Override
        public void failed(Throwable failure) {
            future.completeExceptionally(failure);
        }
    }

    private record Direct(Listener listener) implements Teller {
        @Override
        public void output(String piece) {
            listener.hears(piece);
        }

        @Override
        public void done(String all) {
            listener.hears("done " + all);
        }

        @Override
        public void failed(Throwable failure) {
            listener.failed(failure);
        }
    }

    /** The adapter of {@link TestStream}. */
    public static class Site extends TestSite implements AsyncSite {
        /** Told what was asked in an attempt that is cut. */
        public Consumer<@Nullable Object> cut = question -> {};

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
            if (method == LATER) {
                return Later.open(this, calls);
            }
            Listener listener = (Listener) args[1];
            if (method == ON_DEMAND) {
                return (Runnable) () -> listener.call = calls.begin(new Attempts(this, listener));
            }
            Attempts attempts = new Attempts(this, listener);
            listener.call = calls.begin(attempts);
            attempts.opening = false;
            return attempts.thrown == null ? null : Answered.throwing(attempts.thrown);
        }
    }

    private static final class Attempts implements AsyncAttempts {
        private final Site site;
        private final Listener listener;
        private boolean opening = true;
        private @Nullable Throwable thrown;
        private @Nullable Object question;

        Attempts(Site site, Listener listener) {
            this.site = site;
            this.listener = listener;
        }

        @Override
        public void cut() {
            site.cut.accept(question);
        }

        @Override
        public void attempt(Object target, @Nullable Object[] args, Attempt attempt) {
            question = args[0];
            Told told = new Told(listener, attempt);
            try {
                ((TestStream) target).ask(args[0], told);
            } catch (Throwable thrown) {
                told.over = true;
                throw thrown;
            }
        }

        @Override
        public void failed(Throwable failure, boolean wasThrown) {
            if (wasThrown && opening) {
                thrown = failure;
            } else {
                listener.failed(failure);
            }
        }
    }

    /** Stands before the listener for one attempt; what the library tells after the outcome is not passed on. */
    private static final class Told implements Teller {
        private final Listener listener;
        private final Attempt attempt;
        private boolean over;

        Told(Listener listener, Attempt attempt) {
            this.listener = listener;
            this.attempt = attempt;
        }

        @Override
        public void output(String piece) {
            if (!over && attempt.output()) {
                listener.hears(piece);
            }
        }

        @Override
        public void done(String all) {
            if (attempt.succeeded(all) && !over) {
                over = true;
                listener.hears("done " + all);
            }
        }

        @Override
        public void failed(Throwable failure) {
            over = true;
            attempt.failed(failure);
        }
    }

    private static final class Later implements AsyncAttempts {
        private final CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        private boolean opening = true;
        private @Nullable Throwable thrown;

        private final Site site;
        private @Nullable Object question;

        Later(Site site) {
            this.site = site;
        }

        static Object open(Site site, AsyncCalls calls) {
            Later later = new Later(site);
            AsyncCall call = calls.begin(later);
            later.opening = false;
            if (later.thrown != null) {
                return Answered.throwing(later.thrown);
            }
            later.answer.whenComplete((result, failure) -> {
                if (later.answer.isCancelled()) {
                    call.cancelled();
                }
            });
            return later.answer;
        }

        @Override
        public void attempt(Object target, @Nullable Object[] args, Attempt attempt) {
            question = args[0];
            ((TestStream) target).later(args[0]).whenComplete((result, failure) -> {
                if (failure != null) {
                    attempt.failed(failure);
                } else if (attempt.succeeded(result)) {
                    answer.complete(result);
                }
            });
        }

        @Override
        public void cut() {
            site.cut.accept(question);
        }

        @Override
        public void failed(Throwable failure, boolean wasThrown) {
            if (wasThrown && opening) {
                thrown = failure;
            } else {
                answer.completeExceptionally(failure);
            }
        }
    }
}
