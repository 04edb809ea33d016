package dev.signalbox.agent.site.async;

import dev.signalbox.core.site.AsyncAttempts;
import dev.signalbox.core.site.AsyncCall;
import dev.signalbox.core.site.AsyncCalls;
import dev.signalbox.core.site.Attempt;
import java.io.EOFException;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One subscription: passes on what the attempt under way publishes, and the subscriber's demand and cancellation the other way.
 * Demand that an attempt did not meet before it failed is the next one's, so nothing is published that was not asked for.
 *
 * @param <T> what is published
 */
final class Relay<T> implements Flow.Subscription, AsyncAttempts {
    private final Flow.Subscriber<? super T> subscriber;
    private final RoutedPublisher.Source<T> source;
    private volatile @Nullable AsyncCall call;
    private volatile boolean cancelled;
    /** Whether the subscriber has been told the end. */
    private final AtomicBoolean ended = new AtomicBoolean();
    /** What the subscriber threw where it must not. */
    private volatile @Nullable Throwable thrownBySubscriber;
    /** What the subscriber threw, and a publisher that publishes at once let pass: the caller of subscribe is to see it. */
    private @Nullable Throwable surfacing;
    /** The first stream that was cut before anything else of it was published; the subscriber is given it where no other answers. */
    private volatile @Nullable Cut<T> cut;
    /** Guards the demand, and which attempt and subscription it goes to. */
    private final Object lock = new Object();

    private long demand;
    private @Nullable Inlet inlet;
    private Flow.@Nullable Subscription upstream;

    Relay(Flow.Subscriber<? super T> subscriber, RoutedPublisher.Source<T> source) {
        this.subscriber = subscriber;
        this.source = source;
    }

    void begin(AsyncCalls calls) {
        subscriber.onSubscribe(this);
        if (!cancelled) {
            AsyncCall begun = calls.begin(this);
            call = begun;
            if (cancelled) {
                begun.cancelled();
            }
            if (surfacing instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (surfacing instanceof Error error) {
                throw error;
            }
        }
    }

    @Override
    public void request(long n) {
        Flow.Subscription now;
        synchronized (lock) {
            demand = n <= 0 ? demand : demand + n < 0 ? Long.MAX_VALUE : demand + n;
            now = upstream;
        }
        if (now != null) {
            now.request(n); // also what is against the rules: the library's own publisher says so
        } else if (n <= 0) {
            cancel();
            end(new IllegalArgumentException("request(" + n + "): demand must be positive"));
        }
    }

    @Override
    public void cancel() {
        giveUp();
        Flow.Subscription now;
        synchronized (lock) {
            now = upstream;
        }
        if (now != null) {
            now.cancel();
        }
    }

    /** What a stream that was cut ended with, and what we call that. */
    private record Cut<T>(T element, EOFException failure) {}

    private static EOFException cutStream() {
        return new EOFException("the stream ended without its end mark");
    }

    private void giveUp() {
        cancelled = true;
        AsyncCall begun = call;
        if (begun != null) {
            begun.cancelled();
        }
    }

    @Override
    public void attempt(Object target, @Nullable Object[] args, Attempt attempt) throws Throwable {
        Inlet next = new Inlet(target, attempt);
        synchronized (lock) {
            inlet = next;
            upstream = null;
        }
        try {
            source.of(target, args).subscribe(next);
        } catch (Throwable thrown) {
            // A failure of the subscriber itself is no failure of the model; the attempt has been given up.
            if (thrown != thrownBySubscriber) {
                next.retire();
                throw thrown;
            }
            surfacing = thrown;
        }
    }

    @Override
    public void cut() {
        Inlet over;
        Flow.Subscription upstreamOfIt;
        synchronized (lock) {
            over = inlet;
            upstreamOfIt = upstream;
        }
        if (over != null) {
            over.retire();
        }
        if (upstreamOfIt != null) {
            upstreamOfIt.cancel();
        }
    }

    @Override
    public void failed(Throwable failure, boolean thrown) {
        Cut<T> told = cut;
        if (told == null || told.failure != failure) {
            end(failure);
        } else if (ended.compareAndSet(false, true)) {
            publish(told.element); // as the library reports it
            subscriber.onComplete();
        }
    }

    private void publish(T element) {
        try {
            subscriber.onNext(element);
        } catch (Throwable t) {
            thrownBySubscriber = t;
            giveUp();
            throw t;
        }
    }

    private void end(Throwable failure) {
        if (ended.compareAndSet(false, true)) {
            subscriber.onError(failure);
        }
    }

    /** Where one attempt's elements come in. Once it has ended, nothing more of it reaches the subscriber. */
    private final class Inlet implements Flow.Subscriber<T> {
        private final Object target;
        private final Attempt attempt;
        private @Nullable Object result;
        private boolean wasCut;
        private boolean answering;
        private volatile boolean over;

        Inlet(Object target, Attempt attempt) {
            this.target = target;
            this.attempt = attempt;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            long wanted = 0;
            boolean mine;
            synchronized (lock) {
                mine = inlet == this && !over && upstream == null;
                if (mine) {
                    upstream = subscription;
                    wanted = demand;
                }
            }
            if (!mine || cancelled) {
                subscription.cancel();
            } else if (wanted > 0) {
                subscription.request(wanted);
            }
        }

        @Override
        public void onNext(T element) {
            if (over) {
                return;
            }
            Object told = source.result(element);
            if (told != null) {
                result = told;
                wasCut = source.isCut(target, told);
            }
            if (wasCut && !answering) {
                retire();
                Cut<T> seen = new Cut<>(element, cutStream());
                cut = cut == null ? seen : cut;
                attempt.failed(seen.failure);
                return;
            }
            if (!attempt.output()) {
                return;
            }
            answering = true;
            publish(element);
        }

        @Override
        public void onError(Throwable failure) {
            if (!over) {
                retire();
                attempt.failed(failure);
                if (answering) {
                    end(failure); // also where the subscriber gave up before
                }
            }
        }

        @Override
        public void onComplete() {
            if (!over) {
                retire();
                if (wasCut) {
                    boolean ends = ended.compareAndSet(false, true);
                    attempt.failed(cutStream()); // the subscriber is told what the library tells
                    if (ends) {
                        subscriber.onComplete();
                    }
                } else if (attempt.succeeded(result) && ended.compareAndSet(false, true)) {
                    subscriber.onComplete();
                }
            }
        }

        void retire() {
            over = true;
            synchronized (lock) {
                if (inlet == this) {
                    upstream = null;
                }
            }
        }
    }
}
