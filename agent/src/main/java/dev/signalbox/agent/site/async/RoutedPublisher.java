package dev.signalbox.agent.site.async;

import dev.signalbox.core.site.AsyncCalls;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A publisher in the place of the library's own: nothing happens before it is subscribed to, and each subscription is a call.
 *
 * @param <T> what it publishes
 */
public final class RoutedPublisher<T> implements Flow.Publisher<T> {
    private final AsyncCalls calls;
    private final Source<T> source;

    /**
     * The library's publishers.
     *
     * @param <T> what they publish
     */
    public interface Source<T> {
        /** Asks a target for its publisher. */
        Flow.Publisher<T> of(Object target, @Nullable Object[] args) throws Throwable;

        /** What tokens are read from, if an element is that; else null. */
        @Nullable
        Object result(T element);

        /** Whether a result shows that the target's stream was cut; asked once for each. */
        default boolean isCut(Object target, Object result) {
            return false;
        }
    }

    /** The publisher for one call of an instrumented method. */
    public RoutedPublisher(AsyncCalls calls, Source<T> source) {
        this.calls = calls;
        this.source = source;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        new Relay<T>(Objects.requireNonNull(subscriber, "subscriber"), source).begin(calls);
    }
}
