package dev.signalbox.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.time.Parking;
import dev.signalbox.core.time.TimeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeded lives of rooms in simulated time, beside a model that is too simple to be wrong. */
class WaitersModelTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int ROOMS = 3;
    private static final int STEPS = 4000;

    /** What there is: a pool for all, one for each room, and for the last room a budget that refills. */
    private static final class Pools {
        private final int[] limit = {6, 4, 4, 4};
        private final int[] held = new int[4];
        private long nextFree;
        private long now;

        boolean fits(Call call) {
            return held[0] + call.shared <= limit[0]
                    && held[1 + call.roomIndex] + call.own <= limit[1 + call.roomIndex]
                    && (call.roomIndex != 2 || nextFree - now <= 0);
        }

        void take(Call call) {
            held[0] += call.shared;
            held[1 + call.roomIndex] += call.own;
            if (call.roomIndex == 2) {
                nextFree = Math.max(now, nextFree) + call.own * 3 * MILLI;
            }
        }

        void giveBack(Call call) {
            held[0] -= call.shared;
            held[1 + call.roomIndex] -= call.own;
        }
    }

    private static final class Call extends Waiter {
        private final Life life;
        private final int id;
        private final int roomIndex;
        private final int rankOfIt;
        private final int shared;
        private final int own;
        private final long arrival;
        private final long longest;
        /** Stands for the thread that waits; never started. */
        private final Thread sleeper = new Thread(() -> {});

        Call(Life life, int id, int roomIndex, int rank, int shared, int own, long arrival, long longest) {
            this.life = life;
            this.id = id;
            this.roomIndex = roomIndex;
            this.rankOfIt = rank;
            this.shared = shared;
            this.own = own;
            this.arrival = arrival;
            this.longest = longest;
        }

        @Override
        protected boolean tryAdmit(long now) {
            boolean fits = life.real.fits(this);
            if (fits) {
                life.real.take(this);
                life.log.add("granted " + id);
            }
            // What is given back here is nothing new, and must not make it go round.
            life.waiters.freed();
            return fits;
        }

        @Override
        protected long roomInNanos(long now) {
            return roomIndex == 2 && life.real.nextFree - now > 0 ? life.real.nextFree - now : -1;
        }
    }

    /** The model of one room: a list that is searched from end to end. */
    private static final class Model {
        private final List<Call> line = new ArrayList<>();
        private final List<long[]> grants = new ArrayList<>();
        private long timeToLive;
        private int most;
        private long occupied;

        long key(Call call) {
            return call.arrival + call.rankOfIt * (timeToLive / 4);
        }

        boolean before(Call a, Call b) {
            return key(a) != key(b) ? key(a) < key(b) : a.id < b.id;
        }

        long expires(Call call) {
            return call.arrival + Math.min(timeToLive, call.longest);
        }

        Call first() {
            return line.stream().reduce((a, b) -> before(a, b) ? a : b).orElseThrow();
        }

        Call last() {
            return line.stream().reduce((a, b) -> before(a, b) ? b : a).orElseThrow();
        }

        boolean hopeless(Call call, long now) {
            List<long[]> recent =
                    grants.stream().skip(Math.max(0, grants.size() - 32L)).toList();
            recent = recent.stream().filter(g -> now - g[0] <= 10_000 * MILLI).toList();
            if (recent.size() < 5) {
                return false;
            }
            double each = (double) (occupied - recent.get(0)[1]) / (recent.size() - 1);
            long ahead = line.stream().filter(c -> c != call && before(c, call)).count();
            return now - call.arrival + (ahead + 1) * each > call.longest;
        }
    }

    private static final class Life implements TimeSource, Parking {
        private final Random random;
        private final boolean punctual;
        private final Pools real = new Pools();
        private final Pools naive = new Pools();
        private final List<String> log = new ArrayList<>();
        private final List<String> expected = new ArrayList<>();
        private final Waiters waiters = new Waiters(this, this);
        private final WaitRoom[] rooms = new WaitRoom[ROOMS];
        private final Model[] models = new Model[ROOMS];
        private final Map<Call, WaitOutcome> outcomes = new HashMap<>();
        private final Set<Thread> unparked = new HashSet<>();
        private final List<Call> running = new ArrayList<>();
        private final int[] count = new int[WaitOutcome.values().length];
        private long longestTimeToLive;
        private int ids;
        // Times near the end of a long wrap around in a real JVM as well.
        private long now = 1_000_000;

        Life(long seed) {
            random = new Random(seed);
            punctual = seed % 2 == 0;
            for (int r = 0; r < ROOMS; r++) {
                rooms[r] = waiters.room("room" + r, 40 * MILLI, 8);
                models[r] = new Model();
                models[r].timeToLive = 40 * MILLI;
                models[r].most = 8;
            }
            longestTimeToLive = 40 * MILLI;
        }

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public long wallMillis() {
            throw new AssertionError("no wall clock is needed");
        }

        @Override
        public boolean park(long nanos) {
            throw new AssertionError("nobody parks in simulated time");
        }

        @Override
        public void unpark(Thread thread) {
            unparked.add(thread);
        }

        private void step() {
            int what = random.nextInt(100);
            if (what < 36) {
                arrive();
            } else if (what < 62) {
                end();
            } else if (what < 88) {
                moveTime();
            } else if (what < 92) {
                Call call = anyWaiting();
                if (call != null) {
                    rooms[call.roomIndex].attend(call, true);
                    leave(call, WaitOutcome.INTERRUPTED);
                }
            } else if (what < 96) {
                resize();
            } else if (what < 98) {
                setLimits();
            } else {
                waiters.freed();
                pass();
            }
            if (punctual) {
                everyoneDue();
            }
        }

        private void arrive() {
            int r = random.nextInt(ROOMS);
            boolean hurried = random.nextInt(4) == 0;
            Call call = new Call(
                    this,
                    ids++,
                    r,
                    random.nextInt(4),
                    1 + random.nextInt(2),
                    1 + random.nextInt(3),
                    now - random.nextInt(3) * MILLI / 4,
                    hurried ? random.nextInt(60) * MILLI : Long.MAX_VALUE);
            Model model = models[r];
            boolean linesUp = !model.line.isEmpty() && model.key(model.first()) <= model.key(call);
            assertThat(rooms[r].mustLineUp(call.rankOfIt, call.arrival)).isEqualTo(linesUp);
            if (!linesUp && real.fits(call)) {
                real.take(call);
                naive.take(call);
                running.add(call);
                checkOvertaking(call);
                return;
            }
            rooms[r].enter(call, call.sleeper, call.rankOfIt, call.arrival, call.longest);
            model.line.add(call);
            if (model.first() == call && offer(model)) {
                return;
            }
            if (model.hopeless(call, now)) {
                let(call, WaitOutcome.HOPELESS);
            } else if (model.line.size() > model.most) {
                Call last = model.last();
                let(last, last == call ? WaitOutcome.FULL : WaitOutcome.EVICTED);
            }
        }

        private void end() {
            if (!running.isEmpty()) {
                Call call = running.remove(random.nextInt(running.size()));
                real.giveBack(call);
                naive.giveBack(call);
                waiters.freed();
                pass();
            }
        }

        private void moveTime() {
            long by = (long) (random.nextDouble() * random.nextDouble() * 8 * MILLI);
            now += by;
            real.now = now;
            naive.now = now;
            for (Model model : models) {
                model.occupied += model.line.isEmpty() ? 0 : by;
            }
            if (!punctual && random.nextInt(3) == 0) {
                everyoneDue();
            }
        }

        private void everyoneDue() {
            boolean more = true;
            while (more) {
                more = false;
                for (Model model : models) {
                    for (Call call : List.copyOf(model.line)) {
                        if (call.outcome == null && call.wakeNanos - now <= 0) {
                            more = true;
                            boolean expired = now - model.expires(call) >= 0;
                            assertThat(rooms[call.roomIndex].attend(call, false))
                                    .isZero();
                            if (expired) {
                                leave(call, WaitOutcome.EXPIRED);
                            } else {
                                pass();
                            }
                        }
                    }
                }
            }
        }

        private void resize() {
            int pool = random.nextInt(4);
            int limit = pool == 0 ? 2 + random.nextInt(7) : 3 + random.nextInt(4);
            real.limit[pool] = limit;
            naive.limit[pool] = limit;
            waiters.freed();
            pass();
        }

        private void setLimits() {
            int r = random.nextInt(ROOMS);
            long timeToLive = (10 + random.nextInt(60)) * MILLI;
            longestTimeToLive = Math.max(longestTimeToLive, timeToLive);
            int most = 1 + random.nextInt(12);
            rooms[r].setLimits(timeToLive, most);
            models[r].timeToLive = timeToLive;
            models[r].most = most;
            while (models[r].line.size() > most) {
                let(models[r].last(), WaitOutcome.EVICTED);
            }
            pass();
        }

        private @Nullable Call anyWaiting() {
            List<Call> all = new ArrayList<>();
            for (Model model : models) {
                all.addAll(model.line);
            }
            return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
        }

        private void leave(Call call, WaitOutcome outcome) {
            boolean first = models[call.roomIndex].first() == call;
            let(call, outcome);
            if (first) {
                pass();
            }
        }

        private void let(Call call, WaitOutcome outcome) {
            models[call.roomIndex].line.remove(call);
            outcomes.put(call, outcome);
            count[outcome.ordinal()]++;
        }

        /** The first of the model's room; true where it does not stand there any more. */
        private boolean offer(Model model) {
            Call first = model.first();
            if (now - model.expires(first) >= 0) {
                let(first, WaitOutcome.EXPIRED);
                return true;
            }
            if (!naive.fits(first)) {
                return false;
            }
            naive.take(first);
            expected.add("granted " + first.id);
            model.grants.add(new long[] {now, model.occupied});
            let(first, WaitOutcome.GRANTED);
            running.add(first);
            checkOvertaking(first);
            return true;
        }

        private void pass() {
            Set<Model> refused = new HashSet<>();
            while (true) {
                Model next = null;
                for (Model model : models) {
                    if (!model.line.isEmpty() && !refused.contains(model)) {
                        Call first = model.first();
                        boolean sooner = next == null
                                || model.key(first) < next.key(next.first())
                                || (model.key(first) == next.key(next.first()) && first.id < next.first().id);
                        next = sooner ? model : next;
                    }
                }
                if (next == null) {
                    return;
                }
                if (!offer(next)) {
                    refused.add(next);
                }
            }
        }

        private void checkOvertaking(Call granted) {
            for (Call other : models[granted.roomIndex].line) {
                if (other.rankOfIt == granted.rankOfIt) {
                    assertThat(granted.arrival).isLessThanOrEqualTo(other.arrival);
                }
                assertThat(granted.arrival - other.arrival).isLessThanOrEqualTo(longestTimeToLive * 3 / 4);
            }
        }

        private void check() {
            assertThat(log).isEqualTo(expected);
            log.clear();
            expected.clear();
            outcomes.forEach((call, outcome) -> {
                assertThat(call.outcome).isEqualTo(outcome);
                assertThat(unparked).contains(call.sleeper);
            });
            outcomes.clear();
            unparked.clear();
            assertThat(real.held).isEqualTo(naive.held);
            int waiting = 0;
            for (int r = 0; r < ROOMS; r++) {
                Model model = models[r];
                waiting += model.line.size();
                assertThat(rooms[r].waiting()).isEqualTo(model.line.size()).isLessThanOrEqualTo(model.most);
                for (Call call : model.line) {
                    assertThat(call.outcome).isNull();
                    assertThat(call.wakeNanos - model.expires(call)).isLessThanOrEqualTo(0);
                    assertThat(!punctual || now - model.expires(call) < 0)
                            .as("nobody waits longer than it may")
                            .isTrue();
                }
                if (!model.line.isEmpty()) {
                    Call first = model.first();
                    assertThat(real.fits(first) && first.wakeNanos - now > 0)
                            .as("%s could run", first.id)
                            .isFalse();
                }
            }
            assertThat(waiters.waiting()).isEqualTo(waiting);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void doesWhatTheModelDoes(long seed) {
        Life life = new Life(seed);
        for (int i = 0; i < STEPS; i++) {
            life.step();
            life.check();
        }
        // The run says nothing of what it did not come by.
        for (WaitOutcome outcome : WaitOutcome.values()) {
            assertThat(life.count[outcome.ordinal()])
                    .as("seed %d: %s", seed, outcome)
                    .satisfies(n -> assertThat(n > 0).isEqualTo(outcome != WaitOutcome.CLOSED));
        }
        life.waiters.close();
        for (Model model : life.models) {
            assertThat(model.line).allSatisfy(c -> assertThat(c.outcome).isEqualTo(WaitOutcome.CLOSED));
        }
        assertThat(life.waiters.waiting()).isZero();
    }
}
