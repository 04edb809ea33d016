package dev.signalbox.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.DeadlineConfig.Interrupts;
import dev.signalbox.core.config.RetryConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.health.BreakerState;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.testing.TestSite.Fault;
import dev.signalbox.core.testing.TestStream;
import dev.signalbox.core.testing.World;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One seeded life of a route: calls as a naive model knows them, beside the calls as the engine counts them. */
final class AsyncLife {
    private static final FailureClass[] KINDS = FailureClass.values();
    private static final String[] NAMES = {"a", "b", "c"};

    /** What a model does with a request while it is asked. */
    private enum Mode {
        LATER,
        LATER_TOO,
        THROWS,
        TELLS_FAILURE,
        TELLS_ALL
    }

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Random random;
    private final RetryConfig retry;
    private final boolean limited;
    private final World world;
    private final TestStream[] models = new TestStream[NAMES.length];
    private final Mode[] modes = {Mode.LATER, Mode.LATER, Mode.LATER};
    private final List<One> calls = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private final Deque<Runnable> pauses = new ArrayDeque<>();
    private final List<String> story = new ArrayList<>();
    private boolean pausing;
    private @Nullable Asked beingAsked;
    private @Nullable AssertionError broken;
    private long cancelledAfterOutput;
    private long cancelledInPauses;

    /** A call as its caller knows it. */
    private static final class One {
        final int id;
        final List<Object> heard = new ArrayList<>();
        final List<Asked> attempts = new ArrayList<>();
        Runnable cancel = () -> {};
        boolean cancelled;
        boolean streams;
        /** How often it was told, by its method or later. */
        int told;

        /** When its deadline passes, if there is one. */
        final long deadline;

        @Nullable
        Throwable given;

        One(int id, long deadline) {
            this.id = id;
            this.deadline = deadline;
        }

        boolean isOver() {
            return cancelled || told > 0;
        }
    }

    /** A request at a model. */
    private static final class Asked {
        final One call;
        final int model;
        final TestStream.Request request;
        final Node node;
        final int permit;
        final boolean lastResort;
        final long begun;
        boolean settled;
        boolean cut;
        boolean output;

        @Nullable
        Fault failure;

        Asked(One call, int model, TestStream.Request request, Node node, boolean lastResort, long begun) {
            this.begun = begun;
            this.call = call;
            this.model = model;
            this.request = request;
            this.node = node;
            this.permit = node.breaker().state().generation();
            this.lastResort = lastResort;
        }
    }

    AsyncLife(long seed) {
        random = new Random(seed);
        retry = seed % 2 == 0 ? RetryConfig.NONE : new RetryConfig(2, Duration.ofMillis(10), 0.5);
        limited = seed % 3 == 0;
        world = new World(seed, config());
        TestStream.Site site = new TestStream.Site();
        site.cut = this::cut;
        for (int i = 0; i < NAMES.length; i++) {
            int me = i;
            models[i] = new TestStream(NAMES[i], world.engine.gate(), site).does(r -> ask(me, r));
        }
        world.engine.tick();
        world.executor = work -> {
            if (pausing) {
                pauses.add(work);
            } else {
                work.run();
            }
        };
    }

    private SignalboxConfig config() {
        return limited ? World.limited(DEADLINE, Interrupts.WHERE_SAFE, retry, NAMES) : World.config(retry, NAMES);
    }

    long cuts() {
        return world.route().cutAttempts().sum();
    }

    int calls() {
        return calls.size();
    }

    long retries() {
        return world.route().retries().sum();
    }

    long cancelledInPauses() {
        return cancelledInPauses;
    }

    long failovers() {
        return world.route().failovers().sum();
    }

    String story() {
        return String.join("\n", story);
    }

    void step() {
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> begin();
            case 4 -> output();
            case 5, 6 -> succeed();
            case 7, 8, 9 -> fail();
            case 10 -> cancel();
            case 11 -> late();
            case 12 -> goOn();
            case 13 -> pass();
            case 14 -> modes[random.nextInt(modes.length)] = Mode.values()[random.nextInt(Mode.values().length)];
            default -> operate();
        }
    }

    /** Every other failure is one after which the same node may be asked again. */
    private FailureClass kind() {
        return random.nextBoolean() ? FailureClass.TRANSIENT : KINDS[random.nextInt(KINDS.length)];
    }

    private void tell(String what) {
        story.add(story.size() + " " + what);
    }

    private void begin() {
        One call = new One(calls.size(), world.time.nanoTime() + DEADLINE.toNanos());
        calls.add(call);
        tell("begin " + call.id);
        pausing = true;
        try {
            if (random.nextBoolean()) {
                call.streams = true;
                TestStream.Listener listener = new TestStream.Listener(o -> hear(call, o));
                call.cancel = listener::cancel;
                models[0].ask(call.id, listener);
            } else {
                CompletableFuture<String> future = models[0].later(call.id);
                call.cancel = () -> future.cancel(true);
                future.whenComplete((all, failure) -> {
                    if (!future.isCancelled()) {
                        hear(call, failure == null ? "done " + all : failure);
                    }
                });
            }
        } catch (RejectedExecutionException refused) {
            assertThat(call.attempts).isEmpty();
            call.told++;
            call.given = refused;
        } catch (Fault thrown) {
            call.told++;
            call.given = thrown;
        } finally {
            pausing = false;
        }
    }

    private void hear(One call, Object what) {
        call.heard.add(what);
        if (what instanceof Throwable failure) {
            call.told++;
            call.given = failure;
        } else if (((String) what).startsWith("done ")) {
            call.told++;
        }
    }

    /** The engine has the attempt under way ended: it is silent, and has had its share of the time. */
    private void cut(@Nullable Object question) {
        One call = calls.get((Integer) Objects.requireNonNull(question));
        Asked one = call.attempts.get(call.attempts.size() - 1);
        tell("cut " + call.id);
        try {
            assertThat(limited).isTrue();
            assertThat(one.settled)
                    .as("call %s is cut while it is under way", call.id)
                    .isFalse();
            assertThat(one.output).as("call %s is silent", call.id).isFalse();
            long left = call.deadline - one.begun;
            assertThat(world.time.nanoTime() - one.begun).as("its share").isGreaterThanOrEqualTo(left / NAMES.length);
        } catch (AssertionError e) {
            broken = broken == null ? e : broken;
        }
        one.settled = true;
        one.cut = true;
        one.failure = new Fault(FailureClass.TIMEOUT, "cut");
    }

    /** Whoever is silent when its deadline has passed has been cut. */
    private void checkDeadlines() {
        for (Asked each : asked) {
            if (limited && !each.settled && !each.output) {
                assertThat(world.time.nanoTime() - each.call.deadline)
                        .as("call %s is over its deadline", each.call.id)
                        .isNegative();
            }
        }
    }

    /** A request has reached a model. */
    private void ask(int model, TestStream.Request request) {
        One call = calls.get((Integer) request.question());
        Node node = world.node(NAMES[model] + "#0");
        long others = asked.stream().filter(a -> a.lastResort).count();
        Asked now = new Asked(
                call, model, request, node, world.route().lastResorts().sum() > others, world.time.nanoTime());
        tell("asked " + call.id + " at " + NAMES[model] + (now.lastResort ? ", the last resort" : ""));
        try {
            mayBeAsked(call, model);
        } catch (AssertionError e) {
            broken = broken == null ? e : broken; // thrown here it would be taken for the model's own failure
        }
        asked.add(now);
        call.attempts.add(now);
        beingAsked = now;
        switch (modes[model]) {
            case THROWS -> {
                now.settled = true;
                Fault failure = new Fault(kind(), "thrown");
                now.failure = failure;
                beingAsked = null;
                throw failure;
            }
            case TELLS_FAILURE -> fail(now, kind());
            case TELLS_ALL -> succeed(now);
            default -> {}
        }
        beingAsked = null;
    }

    /** Nothing is asked after output, for a caller that gave up, on a chain that was left, or more often than retries allow. */
    private void mayBeAsked(One call, int model) {
        assertThat(call.isOver()).as("call %s is over", call.id).isFalse();
        if (limited) {
            assertThat(world.time.nanoTime() - call.deadline)
                    .as("call %s is over its deadline", call.id)
                    .isNegative();
        }
        int before = 0;
        for (Asked each : call.attempts) {
            assertThat(each.settled).as("another attempt is under way").isTrue();
            assertThat(each.output).as("output has reached the caller").isFalse();
            Fault failure = each.failure;
            assertThat(failure).isNotNull();
            FailureClass kind = world.site.classify(failure);
            assertThat(kind.failsOver()).as(kind.name()).isTrue();
            if (each.model == model) {
                before++;
                assertThat(kind.retriable()).as(kind.name()).isTrue();
                Asked last = call.attempts.get(call.attempts.size() - 1);
                assertThat(last.model).as("the chain was left").isEqualTo(model);
            }
        }
        assertThat(before).isLessThan(retry.attempts());
    }

    private @Nullable Asked any(boolean settled) {
        List<Asked> some = asked.stream().filter(a -> a.settled == settled).toList();
        return some.isEmpty() ? null : some.get(random.nextInt(some.size()));
    }

    private void output() {
        Asked one = any(false);
        if (one != null && one.call.streams) {
            tell("output " + one.call.id);
            one.output = true;
            one.request.teller().output("piece");
        }
    }

    private void succeed() {
        Asked one = any(false);
        if (one != null) {
            succeed(one);
        }
    }

    private void fail() {
        Asked one = any(false);
        if (one != null) {
            fail(one, kind());
        }
    }

    private void succeed(Asked one) {
        tell("done " + one.call.id);
        BreakerState before = one.node.breaker().state();
        int inARow = one.node.breaker().consecutiveFailures();
        one.settled = true;
        one.request.teller().done("all");
        if (isNotHeardYet(one)) {
            return;
        }
        BreakerState after = one.node.breaker().state();
        if (one.lastResort || one.permit != before.generation()) {
            assertThat(after).as("late").isSameAs(before);
            assertThat(one.node.breaker().consecutiveFailures()).isEqualTo(inARow);
        } else if (before instanceof BreakerState.Closed) {
            assertThat(after).isEqualTo(new BreakerState.Closed(before.generation(), 0));
            assertThat(one.node.breaker().consecutiveFailures()).isZero();
        } else {
            assertThat(after).as("a probe's success counts").isNotSameAs(before);
        }
    }

    private void fail(Asked one, FailureClass kind) {
        tell("fail " + one.call.id + " " + kind);
        BreakerState before = one.node.breaker().state();
        int inARow = one.node.breaker().consecutiveFailures();
        Fault failure = new Fault(kind, "told");
        one.settled = true;
        one.failure = failure;
        boolean outer = pausing;
        pausing = true;
        one.request.teller().failed(failure);
        pausing = outer;
        if (isNotHeardYet(one)) {
            return;
        }
        BreakerState after = one.node.breaker().state();
        int now = one.node.breaker().consecutiveFailures();
        if (one.lastResort || one.permit != before.generation()) {
            assertThat(after).as("late").isSameAs(before);
            assertThat(now).isEqualTo(inARow);
        } else if (!kind.countsAgainstHealth()) {
            assertThat(after.generation()).as("nobody is blamed").isEqualTo(before.generation());
            assertThat(now).isEqualTo(inARow);
        } else if (before instanceof BreakerState.HalfOpen || inARow + 1 >= 5) {
            assertThat(after).isInstanceOf(BreakerState.Open.class);
        } else {
            assertThat(after).isEqualTo(new BreakerState.Closed(before.generation(), inARow + 1));
        }
    }

    /** A future that is completed before the adapter was given it is heard of when it is. */
    private boolean isNotHeardYet(Asked one) {
        return one == beingAsked && !one.call.streams;
    }

    private void cancel() {
        if (calls.isEmpty()) {
            return;
        }
        List<One> open = calls.stream().filter(c -> !c.isOver()).toList();
        List<One> some = open.isEmpty() || random.nextInt(4) == 0 ? calls : open;
        One call = some.get(random.nextInt(some.size()));
        tell("cancel " + call.id);
        boolean over = call.isOver();
        call.cancelled |= !over;
        boolean waits = !over && call.attempts.stream().allMatch(a -> a.settled && a.failure != null);
        cancelledInPauses += waits ? 1 : 0;
        for (Asked each : call.attempts) {
            if (!each.settled) {
                each.settled = true;
                cancelledAfterOutput += each.output ? 1 : 0;
            }
        }
        int told = call.told;
        call.cancel.run();
        assertThat(call.told).as("a call that is given up is told nothing more").isEqualTo(told);
    }

    /** What a model tells of a request that has its outcome is nothing to anybody. */
    private void late() {
        Asked one = any(true);
        if (one == null) {
            return;
        }
        tell("late " + one.call.id);
        int requests = asked.size();
        int told = one.call.told;
        BreakerState before = one.node.breaker().state();
        if (random.nextBoolean()) {
            one.request.teller().failed(new Fault(FailureClass.TRANSIENT, "late"));
        } else if (one.failure != null) {
            one.request.teller().done("late");
        }
        assertThat(asked).hasSize(requests);
        assertThat(one.call.told).isEqualTo(told);
        assertThat(one.node.breaker().state()).isSameAs(before);
    }

    private void goOn() {
        Runnable work = random.nextBoolean() ? pauses.pollFirst() : pauses.pollLast();
        if (work != null) {
            tell("a pause ends");
            pausing = true;
            work.run();
            pausing = false;
        }
    }

    private void pass() {
        int tenths = random.nextInt(80) + 1;
        tell("pass " + tenths);
        boolean outer = pausing;
        pausing = false;
        world.pass(tenths * 100L, TimeUnit.MILLISECONDS);
        pausing = outer;
        checkDeadlines();
    }

    private void operate() {
        Operator operator = world.engine.operator();
        String name = NAMES[random.nextInt(NAMES.length)];
        int verb = random.nextInt(6);
        tell("operator " + verb + " " + name);
        switch (verb) {
            case 0 -> {
                try {
                    operator.failOver("chat", name, TimeUnit.SECONDS.toNanos(random.nextInt(20)), "test");
                } catch (IllegalArgumentException refused) {
                    assertThat(refused).hasMessageContaining("may not run: ");
                }
            }
            case 1 -> operator.failBack("chat");
            case 2 -> operator.drain(name + "#0", random.nextBoolean());
            case 3 -> operator.enable("chat", name, random.nextInt(3) > 0);
            case 4 -> operator.drain(name + "#0", false);
            default -> {
                world.engine.apply(config());
            }
        }
    }

    void end() {
        tell("the end");
        for (int i = 0; i < modes.length; i++) {
            modes[i] = Mode.LATER;
        }
        while (!pauses.isEmpty() || any(false) != null) {
            goOn();
            Asked one = any(false);
            if (one != null && random.nextBoolean()) {
                succeed(one);
            } else if (one != null) {
                fail(one, kind());
            }
        }
    }

    /** What must hold after every step. */
    void check() {
        AssertionError badly = broken;
        if (badly != null) {
            throw badly;
        }
        Map<Node, Integer> underWay = new HashMap<>();
        Set<One> live = new HashSet<>();
        for (Asked each : asked) {
            if (!each.settled) {
                underWay.merge(each.node, 1, Integer::sum);
                assertThat(live.add(each.call)).as("one attempt at a time").isTrue();
            }
        }
        for (Node node : world.engine.nodes()) {
            assertThat(node.inFlight()).as(node.name()).isEqualTo(underWay.getOrDefault(node, 0));
        }
        long told = cancelledAfterOutput;
        long failed = 0;
        for (One call : calls) {
            check(call);
            told += call.told;
            failed += call.given != null ? 1 : 0;
        }
        assertThat(world.route().calls().total()).isEqualTo(told);
        assertThat(world.route().callerFailures()).isEqualTo(failed);
        assertThat(world.engine.failures().last()).isEmpty();
    }

    private static void check(One call) {
        assertThat(call.told).as("call %s is told once", call.id).isLessThan(2);
        Throwable given = call.given;
        if (given instanceof Fault) {
            Asked last = call.attempts.get(call.attempts.size() - 1);
            Throwable expected = last.output ? last.failure : call.attempts.get(0).failure;
            assertThat(given).isSameAs(expected);
            assertThat(given.getSuppressed()).doesNotContain(given).hasSizeLessThanOrEqualTo(8);
        } else if (given instanceof CompletionException) {
            assertThat(given).hasCauseInstanceOf(TimeoutException.class);
            assertThat(call.attempts.get(0).cut).isTrue();
            assertThat(given.getSuppressed()).doesNotContain(given).hasSizeLessThanOrEqualTo(8);
        } else if (given != null) {
            assertThat(given).isInstanceOf(RejectedExecutionException.class);
        }
    }

    /** What must hold once nothing is under way. */
    void checkEnded() {
        for (One call : calls) {
            assertThat(call.isOver()).as("call %s is over", call.id).isTrue();
        }
        for (Node node : world.engine.nodes()) {
            assertThat(node.inFlight()).as(node.name()).isZero();
            if (node.breaker().state() instanceof BreakerState.HalfOpen half) {
                assertThat(half.leased()).as("probes of " + node.name()).isZero();
            }
        }
    }
}
