package dev.signalbox.benchmarks.faults;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.Failsafe;
import dev.failsafe.Fallback;
import dev.failsafe.RetryPolicy;
import dev.failsafe.Timeout;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.CallableUtils;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The first model guarded by a library, the second as its fallback: an attempt's bound inside the breaker inside the retry inside the
 * fallback, as both libraries recommend. Both retry twice after 100 ms; neither retries what its own open breaker refused.
 */
final class Peers {
    /** The longest an attempt on the first model may take: what half of a deadline of 1 s leaves it. */
    static final Duration LONGEST_ATTEMPT = Duration.ofMillis(500);

    private static final int MOST_ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private Peers() {}

    /** Resilience4j with the breaker of its own demonstration: half of 10 calls, 5 at least, 5 s open, 3 probes. */
    static ChatModel resilience4j(ChatModel first, ChatModel second) {
        io.github.resilience4j.circuitbreaker.CircuitBreaker breaker =
                io.github.resilience4j.circuitbreaker.CircuitBreaker.of(
                        "first",
                        CircuitBreakerConfig.custom()
                                .failureRateThreshold(50)
                                .slidingWindowSize(10)
                                .minimumNumberOfCalls(5)
                                .permittedNumberOfCallsInHalfOpenState(3)
                                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                                .waitDurationInOpenState(Duration.ofSeconds(5))
                                .build());
        Retry retry = Retry.of(
                "first",
                RetryConfig.custom()
                        .maxAttempts(MOST_ATTEMPTS)
                        .waitDuration(PAUSE)
                        .ignoreExceptions(CallNotPermittedException.class)
                        .build());
        TimeLimiter limiter = TimeLimiter.of(
                TimeLimiterConfig.custom().timeoutDuration(LONGEST_ATTEMPT).build());
        ExecutorService threads = Executors.newCachedThreadPool();
        return (GuardedModel) request -> {
            Callable<ChatResponse> limited =
                    limiter.decorateFutureSupplier(() -> threads.submit(() -> first.chat(request)));
            Callable<ChatResponse> retried = Retry.decorateCallable(
                    retry, io.github.resilience4j.circuitbreaker.CircuitBreaker.decorateCallable(breaker, limited));
            return call(CallableUtils.recover(retried, failure -> second.chat(request)));
        };
    }

    /** Failsafe with the breaker of its documentation: 3 of 10 calls, a minute open, 5 probes. */
    static ChatModel failsafe(ChatModel first, ChatModel second) {
        CircuitBreaker<ChatResponse> breaker = CircuitBreaker.<ChatResponse>builder()
                .withFailureThreshold(3, 10)
                .withSuccessThreshold(5)
                .withDelay(Duration.ofMinutes(1))
                .build();
        RetryPolicy<ChatResponse> retry = RetryPolicy.<ChatResponse>builder()
                .withMaxRetries(MOST_ATTEMPTS - 1)
                .withDelay(PAUSE)
                .abortOn(CircuitBreakerOpenException.class)
                .build();
        Timeout<ChatResponse> timeout =
                Timeout.<ChatResponse>builder(LONGEST_ATTEMPT).withInterrupt().build();
        return (GuardedModel) request -> {
            Fallback<ChatResponse> fallback = Fallback.of(() -> second.chat(request));
            return Failsafe.with(fallback, retry, breaker, timeout).get(() -> first.chat(request));
        };
    }

    private static ChatResponse call(Callable<ChatResponse> guarded) {
        try {
            return guarded.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
