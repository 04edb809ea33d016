package dev.signalbox.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Seeded runs of one node's ejections beside a naive account of them; a run that differs is shrunk before it is printed. */
class EjectionModelTest {
    private enum Kind {
        PASS,
        OUTLIER,
        SLOW,
        ORDER,
        RESUME,
        GOOD_PROBE,
        BAD_PROBE,
        PANIC,
        CALM
    }

    private record Op(Kind kind, int seconds) {}

    /** What ought to be, written as plainly as can be. */
    private static final class Naive {
        private static final int NEVER = -1_000_000;

        private int now;
        private boolean ejected;
        private boolean operator;
        private boolean slow;
        private int until;
        private int times;
        private int calmSince;
        private int good;
        private int resumedAt = NEVER;
        private boolean panic;

        void apply(Op op) {
            switch (op.kind()) {
                case PASS -> {
                    now += op.seconds();
                    if (ejected) {
                        calmSince = now;
                        ejected = now < until;
                        panic &= ejected;
                    } else if (times > 0 && now - calmSince >= 60) {
                        times--;
                        calmSince = now;
                    }
                }
                case OUTLIER, SLOW -> {
                    if (!ejected && now - resumedAt >= 60) {
                        times++;
                        ejected = true;
                        operator = false;
                        slow = op.kind() == Kind.SLOW;
                        good = 0;
                        until = now + Math.min(300, 30 * times);
                    }
                }
                case ORDER -> {
                    ejected = true;
                    operator = true;
                    panic = false;
                    until = op.seconds() == 0 ? Integer.MAX_VALUE : now + op.seconds();
                }
                case RESUME -> {
                    ejected = false;
                    panic = false;
                    times = 0;
                    resumedAt = now;
                }
                case GOOD_PROBE, BAD_PROBE -> {
                    if (ejected && !operator && !slow) {
                        good = op.kind() == Kind.GOOD_PROBE ? good + 1 : 0;
                        ejected = good < 3;
                        panic &= ejected;
                    }
                }
                case PANIC, CALM -> panic = op.kind() == Kind.PANIC && ejected && !operator;
            }
        }

        String state() {
            return ejected
                    ? (operator ? "by an operator" : panic ? "ignored" : "outlier") + " until " + until
                    : "serving";
        }
    }

    private static String state(Ejection ejection) {
        Ejected e = ejection.inForce();
        if (e == null) {
            return "serving";
        }
        assertThat(ejection.isByOperator()).isEqualTo(e.byOperator());
        assertThat(ejection.isOutlier() && ejection.isIgnored()).isFalse();
        String what = e.byOperator() ? "by an operator" : ejection.isIgnored() ? "ignored" : "outlier";
        long until = e.endless() ? Integer.MAX_VALUE : TimeUnit.NANOSECONDS.toSeconds(e.untilNanos());
        return what + " until " + until;
    }

    /** Where the two differ, or null. */
    private static @Nullable String run(List<Op> ops) {
        Naive naive = new Naive();
        Ejection ejection = new Ejection(HealthPolicy.DEFAULT);
        for (Op op : ops) {
            naive.apply(op);
            long now = TimeUnit.SECONDS.toNanos(naive.now);
            switch (op.kind()) {
                case PASS -> ejection.tick(now);
                case OUTLIER, SLOW -> {
                    if (ejection.mayBegin(now)) {
                        ejection.begin(now, "", op.kind() == Kind.SLOW);
                    }
                }
                case ORDER -> ejection.order(now, TimeUnit.SECONDS.toNanos(op.seconds()), "");
                case RESUME -> ejection.resume(now);
                case GOOD_PROBE, BAD_PROBE -> ejection.probed(op.kind() == Kind.GOOD_PROBE);
                case PANIC, CALM -> ejection.ignore(op.kind() == Kind.PANIC);
            }
            if (!state(ejection).equals(naive.state())) {
                return op + ": " + state(ejection) + ", and ought to be " + naive.state();
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

    @Test
    void doesWhatTheNaiveAccountSays() {
        for (long seed = 0; seed < Long.getLong("signalbox.seeds", 5_000); seed++) {
            Random random = new Random(seed);
            List<Op> ops = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                Kind kind = random.nextInt(3) == 0 ? Kind.PASS : Kind.values()[random.nextInt(Kind.values().length)];
                ops.add(new Op(kind, random.nextInt(20) == 0 ? 100_000 : random.nextInt(40)));
            }
            if (run(ops) != null) {
                List<Op> small = shrunk(ops);
                throw new AssertionError("seed " + seed + ", shrunk to " + small + ": " + run(small));
            }
        }
    }
}
