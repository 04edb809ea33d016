package dev.signalbox.examples.provider;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One model of the provider: how it behaves now, and how many requests met which behaviour. */
final class ServedModel {
    private final Map<Behaviour, AtomicLong> requests =
            Arrays.stream(Behaviour.values()).collect(Collectors.toMap(Function.identity(), b -> new AtomicLong()));
    private final Deque<Behaviour> script = new ArrayDeque<>();
    private Behaviour behaviour = Behaviour.OK;
    private long changes;
    private volatile Duration pace = Duration.ZERO;

    /** From the next request on; forgets what was scripted. */
    synchronized void behave(Behaviour next) {
        behaviour = next;
        script.clear();
        changes++;
        notifyAll();
    }

    void answersAfter(Duration next) {
        pace = next;
    }

    Duration pace() {
        return pace;
    }

    /** The next requests meet these, one each; those after them what was in force before. */
    synchronized void next(List<Behaviour> behaviours) {
        script.addAll(behaviours);
        changes++;
        notifyAll();
    }

    /** Counts a request and says how to treat it. */
    synchronized Behaviour admit() {
        Behaviour met = script.isEmpty() ? behaviour : script.remove();
        count(met).incrementAndGet();
        return met;
    }

    /** Waits until the model is told something new, or for {@code most}. */
    synchronized void awaitChange(Duration most) throws InterruptedException {
        long told = changes;
        long end = System.nanoTime() + most.toNanos();
        long left = most.toNanos();
        while (changes == told && left > 0) {
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
