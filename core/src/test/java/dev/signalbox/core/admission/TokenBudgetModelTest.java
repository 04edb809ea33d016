package dev.signalbox.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random lives of a budget beside a naive one. What differs is made as short as it can be, and told with its seed. */
class TokenBudgetModelTest {
    private static final int LIVES = Integer.getInteger("signalbox.budget.lives", 3000);
    private static final int STEPS = 150;
    private static final int[] CEILINGS = {1000, 933, 867, 800};
    private static final long[] MOST = {10, 1000, 1_000_000, TokenBudget.MOST};

    private enum Kind {
        WAIT,
        RESERVE,
        SETTLE,
        LIMIT,
        OVERLOADED,
        TICK
    }

    /** One step; what its numbers mean depends on its kind and on what came before. */
    private record Step(Kind kind, int which, double share, int small) {}

    @Test
    void exactBudgetsDoWhatTheNaiveOneDoes() {
        lives(0, false);
    }

    /** Calls that are small beside their limits, so that stripes draw lots: never more than the naive one, and hardly less. */
    @Test
    void lendingBudgetsNeverGiveMoreThanTheNaiveOneAndHardlyLess() {
        lives(1_000_000, true);
    }

    private static void lives(long firstSeed, boolean lending) {
        for (long seed = firstSeed; seed < firstSeed + LIVES; seed++) {
            List<Step> steps = steps(seed);
            String wrong = live(seed, steps, lending);
            if (wrong != null) {
                List<Step> few = shrink(seed, steps, lending);
                assertThat(live(seed, few, lending))
                        .as("seed %d, %d steps: %s", seed, few.size(), few)
                        .isNull();
            }
        }
    }

    private static List<Step> steps(long seed) {
        Random random = new Random(seed);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            int weight = random.nextInt(100);
            Kind kind = weight < 25
                    ? Kind.WAIT
                    : weight < 60
                            ? Kind.RESERVE
                            : weight < 85
                                    ? Kind.SETTLE
                                    : weight < 90 ? Kind.LIMIT : weight < 93 ? Kind.OVERLOADED : Kind.TICK;
            steps.add(new Step(kind, random.nextInt(1000), random.nextDouble(), random.nextInt(8)));
        }
        return steps;
    }

    private static List<Step> shrink(long seed, List<Step> failing, boolean lending) {
        List<Step> few = new ArrayList<>(failing);
        for (int i = few.size() - 1; i >= 0; i--) {
            Step left = few.remove(i);
            if (live(seed, few, lending) == null) {
                few.add(i, left);
            }
        }
        return few;
    }

    /** What differed first; null where nothing did. */
    private static @Nullable String live(long seed, List<Step> steps, boolean lending) {
        Random random = new Random(seed);
        long most = lending ? TokenBudget.MOST : MOST[random.nextInt(MOST.length)];
        long now = random.nextBoolean() ? random.nextLong() : 0;
        TokenBudget budget = new TokenBudget();
        NaiveBudget naive = new NaiveBudget();
        Deque<long[]> reserved = new ArrayDeque<>();
        long lessBy = 0;
        for (Bandwidth bandwidth : Bandwidth.values()) {
            if (lending || random.nextBoolean()) {
                long limit = lending ? most / (1 + random.nextInt(10)) : random.nextLong(most + 1);
                budget.setLimit(bandwidth, limit, now);
                naive.setLimit(bandwidth, limit, now);
            }
        }
        for (Step step : steps) {
            naive.advance(now);
            if (lending) {
                lessBy = Math.max(lessBy, 66 * (Math.min(budget.capacity(), TokenBudget.MOST) / 4096));
            }
            switch (step.kind()) {
                case WAIT -> {
                    now += wait(step);
                    if (wait(step) > TimeUnit.HOURS.toNanos(1)) {
                        budget.recover(now);
                    }
                }
                case RESERVE -> {
                    long tokens = tokens(step, budget, now, lending);
                    int ceiling = CEILINGS[step.small() % CEILINGS.length];
                    boolean may = naive.mayReserve(tokens, ceiling, 0);
                    boolean must = naive.mayReserve(tokens, ceiling, lessBy);
                    boolean did = budget.tryReserve(step.which() % 70, tokens, ceiling, now);
                    if (did && !may || !did && must) {
                        return "reserved " + tokens + " of " + naive.available(Bandwidth.SECOND) + ": " + did;
                    }
                    if (did) {
                        naive.spend(tokens);
                        reserved.add(new long[] {step.which() % 70, tokens});
                    }
                }
                case SETTLE -> {
                    long[] call = reserved.poll();
                    if (call != null) {
                        long actual = step.small() == 0 ? -1 : (long) (call[1] * step.share() * 1.5);
                        budget.settle((int) call[0], call[1], actual, now);
                        naive.spend(actual < 0 ? 0 : actual - call[1]);
                    }
                }
                case LIMIT -> {
                    Bandwidth bandwidth = Bandwidth.values()[step.which() % 3];
                    long limit = (long) (most * step.share());
                    // What a call reserved while nothing limited it must not come back: the naive one would take it
                    // too.
                    if (budget.limit(bandwidth) != TokenBudget.UNLIMITED) {
                        budget.setLimit(bandwidth, limit, now);
                    }
                }
                case OVERLOADED -> budget.overloaded(-1, now);
                case TICK -> budget.recover(now);
            }
            for (Bandwidth bandwidth : Bandwidth.values()) {
                naive.advance(now);
                if (budget.limit(bandwidth) != TokenBudget.UNLIMITED) {
                    naive.setLimit(bandwidth, budget.effectiveLimit(bandwidth), now);
                }
                long is = budget.available(bandwidth, now);
                long should = naive.available(bandwidth);
                if (is > should || is < should - lessBy) {
                    return step + ": " + bandwidth + " holds " + is + " and should " + should;
                }
            }
        }
        return null;
    }

    /** From nothing to a day and more, mostly short. */
    private static long wait(Step step) {
        long[] most = {1000, 1_000_000, TimeUnit.SECONDS.toNanos(1), TimeUnit.MINUTES.toNanos(1)};
        long[] rare = {TimeUnit.HOURS.toNanos(5), TimeUnit.HOURS.toNanos(30)};
        return (long) (step.share() * (step.small() < 7 ? most[step.which() % 4] : rare[step.which() % 2]));
    }

    private static long tokens(Step step, TokenBudget budget, long now, boolean lending) {
        if (lending && step.small() > 0) {
            return (long) (step.share() * TokenBudget.MOST / 10 / 4096 / 16);
        }
        long available = Math.min(budget.available(Bandwidth.values()[step.which() % 3], now), TokenBudget.MOST);
        return switch (step.small()) {
            case 0 -> Math.max(0, available);
            case 1 -> Math.max(0, available + 1);
            case 2 -> 0;
            case 3 -> (long) (step.share() * TokenBudget.MOST);
            default -> (long) (step.share() * Math.max(0, available));
        };
    }
}
