package dev.signalbox.agent.site.async;

import dev.signalbox.core.site.AsyncAttempts;
import dev.signalbox.core.site.AsyncCall;
import dev.signalbox.core.site.AsyncCalls;
import dev.signalbox.core.site.Attempt;
import java.util.concurrent.Flow;
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
    /** Guards the demand, and which subscription it goes to. */
    private final Object lock = new Object();

    private long demand;
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
            subscriber.onError(new IllegalArgumentException("request(" + n + "): demand must be positive"));
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        AsyncCall begun = call;
        if (begun != null) {
            begun.cancelled();
        }
        Flow.Subscription now;
        synchronized (lock) {
            now = upstream;
        }
        if (now != null) {
            now.cancel();
        }
    }

    @Override
    public void attempt(Object target, @Nullable Object[] args, Attempt attempt) throws Throwable {
        source.of(target, args).subscribe(new Inlet(attempt));
    }

    @Override
    public void failed(Throwable failure, boolean thrown) {
        subscriber.onError(failure);
    }

    private void connect(Flow.Subscription subscription) {
        long wanted;
        synchronized (lock) {
            upstream = subscription;
            wanted = demand;
        }
        if (cancelled) {
            subscription.cancel();
        } else if (wanted > 0) {
            subscription.request(wanted);
        }
    }

    private void passedOne() {
        synchronized (lock) {
            if (demand != Long.MAX_VALUE) {
                demand--;
            }
        }
    }

    private void disconnect() {
        synchronized (lock) {
            upstream = null;
        }
    }

    /** Where one attempt's elements come in. Once it has ended, nothing more of it reaches the subscriber. */
    private final class Inlet implements Flow.Subscriber<T> {
        private final Attempt attempt;
        private @Nullable Object result;
        private boolean ended;

        Inlet(Attempt attempt) {
            this.attempt = attempt;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            connect(subscription);
        }

        @Override
        public void onNext(T element) {
            if (!ended) {
                attempt.output();
                passedOne();
                Object told = source.result(element);
                result = told == null ? result : told;
                subscriber.onNext(element);
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (!ended) {
                ended = true;
                disconnect();
                attempt.failed(failure);
            }
        }

        @Override
        public void onComplete() {
            if (!ended) {
                ended = true;
                attempt.succeeded(result);
                subscriber.onComplete();
            }
        }
    }
}
