package dev.signalbox.examples.quickstart.provider;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One model of the provider: how it behaves now, and how many requests met which behaviour. */
final class ServedModel {
    private final Map<Behaviour, AtomicLong> requests =
            Arrays.stream(Behaviour.values()).collect(Collectors.toMap(Function.identity(), b -> new AtomicLong()));
    private Behaviour behaviour = Behaviour.OK;

    synchronized void behave(Behaviour next) {
        behaviour = next;
        notifyAll();
    }

    /** Counts a request and says how to treat it. */
    synchronized Behaviour admit() {
        count(behaviour).incrementAndGet();
        return behaviour;
    }

    /** Waits until the behaviour is no longer {@code during}, or for {@code most}. */
    synchronized void awaitChange(Behaviour during, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        long left = most.toNanos();
        while (behaviour == during && left > 0) {
            wait(left / 1_000_000 + 1);
            left = end - System.nanoTime();
        }
    }

    long requests() {
        return requests.values().stream().mapToLong(AtomicLong::get).sum();
    }

    long requests(Behaviour met) {
        return count(met).get();
    }

    @SuppressWarnings("NullAway") // the map holds every behaviour
    private AtomicLong count(Behaviour met) {
        return requests.get(met);
    }
}
