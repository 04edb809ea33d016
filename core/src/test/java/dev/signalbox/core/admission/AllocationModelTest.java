package dev.signalbox.core.admission;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Seeded runs of three levels beside a naive account of them; a run that differs is shrunk before it is printed. */
class AllocationModelTest {
    private static final int LEVELS = 3;
    private static final List<Resource> LIMITED = List.of(Resource.CONCURRENCY, Resource.MEMORY, Resource.GPU);

    private enum Kind {
        ACQUIRE,
        RELEASE,
        RESIZE
    }

    /** One step; what it does not need means nothing. */
    private record Op(Kind kind, int stripe, int memory, int gpu, int ceiling, int level, int resource, long limit) {}

    /** A call in flight. */
    private record Held(long handle, int stripe, Demand demand, List<List<Long>> counted) {}

    /** What ought to be, written as plainly as can be. */
    private static final class Naive {
        private final long[][] limits = new long[LEVELS][LIMITED.size()];
        private final long[][] held = new long[LEVELS][LIMITED.size()];

        Naive() {
            for (long[] level : limits) {
                Arrays.fill(level, Pool.UNLIMITED);
            }
        }

        /** What is counted of it at each level, or the level and the resource that were short. */
        Object acquire(Demand demand, int ceiling) {
            List<List<Long>> counted = new ArrayList<>();
            for (int l = 0; l < LEVELS; l++) {
                List<Long> amounts = new ArrayList<>();
                for (int r = 0; r < LIMITED.size(); r++) {
                    long wanted = demand.amount(LIMITED.get(r).ordinal());
                    long limit = limits[l][r];
                    long allowed = limit == Pool.UNLIMITED ? limit : (limit * ceiling + 999) / 1000;
                    boolean fits = held[l][r] + wanted <= allowed || held[l][r] == 0 && wanted <= limit;
                    if (wanted > 0 && !fits) {
                        return "level " + l + " " + LIMITED.get(r);
                    }
                    amounts.add(limit == Pool.UNLIMITED ? 0 : wanted);
                }
                counted.add(amounts);
            }
            add(counted, 1);
            return counted;
        }

        void add(List<List<Long>> counted, int sign) {
            for (int l = 0; l < LEVELS; l++) {
                for (int r = 0; r < LIMITED.size(); r++) {
                    held[l][r] += sign * counted.get(l).get(r);
                }
            }
        }
    }

    /** Where the two differ, or null. */
    @SuppressWarnings("unchecked")
    private static @Nullable String run(List<Op> ops) {
        Naive naive = new Naive();
        Level[] levels = new Level[LEVELS];
        Arrays.setAll(levels, i -> new Level("level", "" + i));
        List<Held> calls = new ArrayList<>();
        for (Op op : ops) {
            switch (op.kind()) {
                case RESIZE -> {
                    levels[op.level()].setLimit(LIMITED.get(op.resource()), op.limit());
                    naive.limits[op.level()][op.resource()] = op.limit();
                }
                case RELEASE -> {
                    if (!calls.isEmpty()) {
                        Held call = calls.remove(op.memory() % calls.size());
                        Allocator.release(levels, call.stripe(), call.handle(), call.demand(), 0, 0, 0);
                        naive.add(call.counted(), -1);
                    }
                }
                case ACQUIRE -> {
                    Demand demand = new Demand(op.memory(), 0, op.gpu(), 0);
                    long handle = Allocator.acquire(levels, op.stripe(), demand, 0, op.ceiling(), 0);
                    Object expected = naive.acquire(demand, op.ceiling());
                    if (handle >= 0 && expected instanceof List) {
                        calls.add(new Held(handle, op.stripe(), demand, (List<List<Long>>) expected));
                    } else {
                        String answer = handle >= 0 ? "granted" : refusal(handle);
                        if (!answer.equals(expected)) {
                            return op + ": " + answer + ", and ought to be " + expected;
                        }
                    }
                }
            }
            String wrong = compare(levels, naive);
            if (wrong != null) {
                return op + ": " + wrong;
            }
        }
        return null;
    }

    private static String refusal(long handle) {
        return "level " + Allocator.level(handle) + " " + Resource.values()[Allocator.resource(handle)];
    }

    private static @Nullable String compare(Level[] levels, Naive naive) {
        for (int l = 0; l < LEVELS; l++) {
            for (int r = 0; r < LIMITED.size(); r++) {
                long held = levels[l].held(LIMITED.get(r));
                if (held != naive.held[l][r]) {
                    return "level " + l + " holds " + held + " " + LIMITED.get(r) + ", and ought to hold "
                            + naive.held[l][r];
                }
            }
        }
        return null;
    }

    private static List<Op> shrunk(List<Op> failing) {
        List<Op> small = new ArrayList<>(failing);
        for (int i = small.size() - 1; i >= 0; i--) {
            List<Op> fewer = new ArrayList<>(small);
            fewer.remove(i);
            if (run(fewer) != null) {
                small = fewer;
            }
        }
        return small;
    }

    private static Op random(Random random) {
        int dice = random.nextInt(20);
        Kind kind = dice == 0 ? Kind.RESIZE : dice < 11 ? Kind.ACQUIRE : Kind.RELEASE;
        long limit = random.nextInt(4) == 0 ? Pool.UNLIMITED : random.nextInt(random.nextBoolean() ? 5 : 60);
        int[] stripes = {0, 1, 2, 30, 62, 63, 64, 1000};
        int[] ceilings = {1000, 1000, 900, 800, 1};
        return new Op(
                kind,
                stripes[random.nextInt(stripes.length)],
                random.nextInt(8),
                random.nextInt(3),
                ceilings[random.nextInt(ceilings.length)],
                random.nextInt(LEVELS),
                random.nextInt(LIMITED.size()),
                limit);
    }

    @Test
    void doesWhatTheNaiveAccountSays() {
        for (long seed = 0; seed < Long.getLong("signalbox.seeds", 3_000); seed++) {
            Random random = new Random(seed);
            List<Op> ops = new ArrayList<>();
            for (int i = 0; i < 150; i++) {
                ops.add(random(random));
            }
            if (run(ops) != null) {
                List<Op> small = shrunk(ops);
                throw new AssertionError("seed " + seed + ", shrunk to " + small + ": " + run(small));
            }
        }
    }
}
