package dev.signalbox.core.engine;

import dev.signalbox.core.call.Failures;
import dev.signalbox.core.control.SubstituteInfo;
import dev.signalbox.core.engine.Comparisons.Answer;
import dev.signalbox.core.engine.Comparisons.Pair;
import dev.signalbox.core.model.Binding;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Instances;
import dev.signalbox.core.time.TimeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which live instances could stand in for which others, whether a route needs to know or not: what a config can be proposed
 * from.
 *
 * <p>Nothing is asked before somebody wants to know. Each pair is asked once, by the library's code, on a thread that {@link
 * Host#execute} gives; whoever wants to know waits 250 ms at most, and for nothing that hangs longer. Where an errand hangs, the
 * pairs that it has not come to are asked by another, up to four.
 */
final class StandIns {
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int MOST_ERRANDS = 4;
    /** Each is compared with each: beyond this nobody would read what comes of it. */
    private static final int MOST_AT_A_SITE = 32;

    private final Instances instances;
    private final Comparisons comparisons;
    private final Host host;
    private final Failures failures;
    private final TimeSource time;
    private final Set<Pair> asked = new HashSet<>();
    private final Map<Pair, Answer> answers = new HashMap<>();
    private final Queue<Pair> waiting = new ArrayDeque<>();
    private int errands;
    private @Nullable Errand latest;

    StandIns(Instances instances, Comparisons comparisons, Host host, Failures failures, TimeSource time) {
        this.instances = instances;
        this.comparisons = comparisons;
        this.host = host;
        this.failures = failures;
        this.time = time;
    }

    /** All pairs of live instances that share a call site, with what is known of them. */
    List<SubstituteInfo> list() {
        List<Pair> pairs = pairs();
        want(pairs);
        await();
        List<SubstituteInfo> infos = new ArrayList<>();
        for (Pair pair : pairs) {
            Binding one = pair.primary().binding();
            Binding other = pair.candidate().binding();
            if (one != null && other != null) {
                infos.add(info(one.name(), other.name(), answer(pair)));
            }
        }
        return infos;
    }

    private static SubstituteInfo info(String node, String substitute, @Nullable Answer answer) {
        if (answer == null) {
            return new SubstituteInfo(node, substitute, "unknown", "the library has not answered yet");
        }
        String reason = answer.reason();
        return reason == null
                ? new SubstituteInfo(node, substitute, "compatible", "")
                : new SubstituteInfo(node, substitute, "incompatible", reason);
    }

    private List<Pair> pairs() {
        List<Instance> some = new ArrayList<>();
        Map<String, Integer> seats = new HashMap<>();
        for (Instance instance : instances.alive()) {
            boolean seated = false;
            for (String site : instance.siteIds()) {
                seated |= seats.merge(site, 1, Integer::sum) <= MOST_AT_A_SITE;
            }
            if (seated && instance.binding() != null) {
                some.add(instance);
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (Instance one : some) {
            for (Instance other : some) {
                if (one != other && one.siteIds().stream().anyMatch(other::isAt)) {
                    pairs.add(new Pair(one, other));
                }
            }
        }
        return pairs;
    }

    private void want(List<Pair> pairs) {
        Errand begun = null;
        synchronized (this) {
            Set<Pair> alive = new HashSet<>(pairs);
            asked.retainAll(alive);
            answers.keySet().retainAll(alive);
            waiting.removeIf(pair -> !alive.contains(pair));
            for (Pair pair : pairs) {
                if (asked.add(pair)) {
                    waiting.add(pair);
                }
            }
            boolean late = latest == null || left(latest) <= 0;
            if (!waiting.isEmpty() && (errands == 0 || (late && errands < MOST_ERRANDS))) {
                errands++;
                begun = new Errand(time.nanoTime());
                latest = begun;
            }
        }
        if (begun != null) {
            try {
                host.execute(begun); // without the monitor: it may run here and now
            } catch (Throwable e) {
                begun.end();
                failures.count("start of a comparison", e);
            }
        }
    }

    private void await() {
        Errand errand;
        synchronized (this) {
            errand = latest;
        }
        long left = errand == null ? 0 : left(errand);
        if (errand != null && left > 0) {
            try {
                var unused = errand.done.await(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private long left(Errand errand) {
        return LONGEST_WAIT_NANOS - (time.nanoTime() - errand.startedNanos);
    }

    private synchronized @Nullable Answer answer(Pair pair) {
        return answers.get(pair);
    }

    private synchronized @Nullable Pair next() {
        return waiting.poll();
    }

    private synchronized void answered(Pair pair, Answer answer) {
        answers.put(pair, answer);
    }

    private synchronized void ended() {
        errands--;
    }

    /** Asks until nothing is left to be asked. */
    private final class Errand implements Runnable {
        private final long startedNanos;
        private final CountDownLatch done = new CountDownLatch(1);

        Errand(long startedNanos) {
            this.startedNanos = startedNanos;
        }

        @Override
        public void run() {
            try {
                for (Pair pair = next(); pair != null; pair = next()) {
                    answered(pair, comparisons.ask(pair));
                }
            } catch (Throwable e) {
                failures.count("a comparison", e);
            } finally {
                end();
            }
        }

        void end() {
            ended();
            done.countDown();
        }
    }
}
