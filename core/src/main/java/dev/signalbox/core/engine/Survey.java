package dev.signalbox.core.engine;

import dev.signalbox.core.call.Failures;
import dev.signalbox.core.config.ModelConfig;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.model.Binding;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Instance.Told;
import dev.signalbox.core.model.Instances;
import dev.signalbox.core.site.SiteAdapter;
import dev.signalbox.core.time.TimeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the application's own code what its instances are: for names, static fields and comparisons.
 *
 * <p>That code may take any time, and it may wait for a lock whose owner waits for a call of ours. So it runs neither under the
 * engine's lock, nor on the thread of a call, nor on the control thread, but in <i>turns</i>, each on a thread that {@link
 * Host#execute} gives. A turn asks all that is to be asked then; what it heard is put in force by the {@link Binder}, under the
 * lock, without asking anything; instances are bound when those that could stand in for them have been compared with them.
 *
 * <p>An instance's first call begins a turn that asks this instance first, and waits for it, so that the very first call is
 * routed and finds its alternatives. It waits for no turn that is older than 250 ms: whatever hangs costs the calls that come
 * upon it that time once, and every later one nothing. Where a turn hangs, the next newcomers are asked by another, up to four.
 * Asking on the thread of the first call would be simpler, and wrong twice: its duration would be the call's, and a lock that
 * the caller holds could be what the name waits for.
 */
final class Survey {
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int MOST_TURNS = 4;
    /** What an instance is while it has not said what it is: nothing of ours. */
    private static final Binding UNKNOWN = new Binding("", "", null, null, false, "");

    private final Instances instances;
    private final Plans plans;
    private final Comparisons comparisons;
    private final Matcher matcher;
    private final Binder binder;
    private final Beans beans;
    private final Unseen unseen;
    private final Host host;
    private final Failures failures;
    private final TimeSource time;
    private final Set<Turn> turns = ConcurrentHashMap.newKeySet();
    private final AtomicInteger running = new AtomicInteger();

    Survey(
            Instances instances,
            Plans plans,
            Comparisons comparisons,
            Binder binder,
            Beans beans,
            Unseen unseen,
            Host host,
            Failures failures,
            TimeSource time) {
        this.instances = instances;
        this.plans = plans;
        this.comparisons = comparisons;
        this.matcher = new Matcher(host);
        this.binder = binder;
        this.beans = beans;
        this.unseen = unseen;
        this.host = host;
        this.failures = failures;
        this.time = time;
    }

    /** Says what an instance is that is being called for the first time; those that came with it are looked at too. */
    Binding resolve(Instance instance) {
        if (!isOurs(Thread.currentThread())) {
            if (isOpen(instance) && !begin(instance)) {
                await();
                if (isOpen(instance)) {
                    begin(instance);
                }
            }
            await();
            binder.settleOnCall();
        }
        Binding bound = instance.binding();
        return bound == null ? UNKNOWN : bound;
    }

    /** Whether what an instance is depends on what nobody has asked yet. */
    private boolean isOpen(Instance instance) {
        return !instance.isClaimed() || beans.isWaiting();
    }

    /** Begins a turn where there is something to ask and no turn in time is at it; what a turn that hangs heard counts too. */
    void tick() {
        if (turns.stream().allMatch(t -> left(t) <= 0)) {
            binder.settle();
            if (!hasWork() || !begin(null)) {
                binder.publish();
            }
        }
    }

    /** Asks all there is to be asked, and waits for the answers as long as a call does. */
    void finish() {
        if (hasWork()) {
            begin(null);
        }
        await();
        binder.settle();
        binder.publish();
    }

    /** Asks an instance for its name, unless somebody did or does; for threads of {@link Host#execute} only. */
    void name(Instance instance) {
        Object self = instance.get();
        if (self == null || !instance.claim()) {
            return;
        }
        try {
            beans.recall(instance, self);
            instance.told(new Told(Matcher.ownName(instance, self), ""));
        } catch (Throwable e) {
            failures.count("naming of an instance of " + instance.className(), e);
            instance.told(new Told("", "it could not be named: " + Words.of(e)));
        }
        advise(instance, self);
    }

    /** Whatever fails here costs the advice only. */
    private void advise(Instance instance, Object self) {
        try {
            List<String> texts = new ArrayList<>();
            for (SiteAdapter adapter : instance.adapters()) {
                String text = adapter.advice(self);
                if (text != null && !texts.contains(text)) {
                    texts.add(text);
                }
            }
            instance.advice(texts);
        } catch (Throwable e) {
            failures.count("advice about an instance of " + instance.className(), e);
        }
    }

    /** Finds the models of a config that an instance matches, which has said its name; null where it is gone. */
    @Nullable
    Answer match(Instance instance, SignalboxConfig config) {
        Object self = instance.get();
        Told told = instance.told();
        if (self == null || told == null) {
            return null;
        }
        if (!told.trouble().isEmpty()) {
            return new Answer(instance, config, List.of());
        }
        try {
            List<ModelConfig> matching = matcher.matches(config, instance, self, told.name());
            if (!matching.isEmpty()) {
                beans.lookInto(instance, self);
            }
            return new Answer(instance, config, matching);
        } catch (Throwable e) {
            failures.count("matching of an instance of " + instance.className(), e);
            return new Answer(instance, config, List.of());
        }
    }

    /** What has been asked and does not answer, in words. */
    List<String> hanging() {
        List<String> texts = new ArrayList<>();
        for (Turn turn : turns) {
            long age = time.nanoTime() - turn.startedNanos;
            String asking = turn.asking;
            if (age >= LONGEST_WAIT_NANOS && !asking.isEmpty()) {
                texts.add(asking + " has not returned for " + TimeUnit.NANOSECONDS.toMillis(age) + " ms");
            }
        }
        return texts;
    }

    /**
     * What is known of an instance that answered.
     *
     * @param config the config whose models were matched
     */
    record Answer(Instance instance, SignalboxConfig config, List<ModelConfig> matching) {}

    private boolean hasWork() {
        return instances.hasNewcomers()
                || binder.hasToMatch()
                || beans.isWaiting()
                || plans.locked(() -> comparisons.isWaiting()
                        || !plans.topology().awaitingField().isEmpty())
                || isAwaitingAlias();
    }

    /** Whether a model waits for a bean that may be one of those seen, under an alias it has not been given yet. */
    private boolean isAwaitingAlias() {
        return plans.locked(() -> plans.topology().isAwaitingBean())
                && instances.alive().stream().anyMatch(Survey::isUnmatchedBean);
    }

    private static boolean isUnmatchedBean(Instance instance) {
        Binding binding = instance.binding();
        return binding != null && binding.node() == null && !instance.beans().isEmpty();
    }

    private boolean begin(@Nullable Instance first) {
        if (running.incrementAndGet() > MOST_TURNS) {
            running.decrementAndGet();
            return false;
        }
        Turn turn = new Turn(first, time.nanoTime());
        turns.add(turn);
        try {
            host.execute(turn);
        } catch (Throwable e) {
            turn.end();
            failures.count("start of a turn of asking", e);
        }
        return true;
    }

    /** Waits for the turns that are in time. The wait is short, so an interrupt is kept for whoever waits for longer. */
    private void await() {
        long from = time.nanoTime();
        boolean interrupted = false;
        for (Turn turn : turns) {
            long left = Math.min(left(turn), LONGEST_WAIT_NANOS - (time.nanoTime() - from));
            boolean waiting = left > 0;
            while (waiting) {
                try {
                    waiting = false;
                    var unused = turn.done.await(left, TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    waiting = !interrupted;
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private long left(Turn turn) {
        return LONGEST_WAIT_NANOS - (time.nanoTime() - turn.startedNanos);
    }

    /** Whether a thread asks for us: what it calls meanwhile is not to wait for its own turn. */
    private boolean isOurs(Thread thread) {
        return instances.isSettingAside() || turns.stream().anyMatch(t -> t.thread == thread);
    }

    /** One round of asking. */
    private final class Turn implements Runnable {
        private final @Nullable Instance first;
        private final long startedNanos;
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile @Nullable Thread thread;
        private volatile String asking = "";

        Turn(@Nullable Instance first, long startedNanos) {
            this.first = first;
            this.startedNanos = startedNanos;
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            try {
                hear();
                if (first != null) {
                    look(first);
                }
                fields();
                aliases();
                do {
                    round();
                } while (instances.hasNewcomers()
                        || binder.hasToMatch()
                        || beans.isWaiting()
                        || plans.locked(comparisons::isWaiting));
            } catch (Throwable e) {
                failures.count("a turn of asking", e);
            } finally {
                end();
            }
        }

        void end() {
            if (turns.remove(this)) {
                running.decrementAndGet();
            }
            done.countDown();
        }

        private void round() {
            hear();
            binder.vacate(); // whoever was collected must not keep a newcomer from its place
            for (Instance i = instances.nextNewcomer(); i != null; i = instances.nextNewcomer()) {
                look(i);
            }
            for (Instance i = binder.nextToMatch(); i != null; i = binder.nextToMatch()) {
                settle(i);
            }
            binder.settle();
            for (Comparisons.Pair pair = next(); pair != null; pair = next()) {
                compare(pair);
            }
            if (!plans.locked(comparisons::isUnanswered)) {
                binder.publish();
            }
        }

        private void hear() {
            if (beans.isWaiting()) {
                asking = "naming of beans";
                beans.hear(binder::reconsider);
                asking = "";
            }
        }

        private void aliases() {
            if (isAwaitingAlias()) {
                asking = "naming of beans";
                instances.alive().stream()
                        .filter(Survey::isUnmatchedBean)
                        .forEach(i -> beans.askAgain(i, binder::reconsider));
                asking = "";
            }
        }

        private void look(Instance instance) {
            if (instance.isClaimed()) {
                return;
            }
            asking = "naming of an instance of " + instance.className();
            name(instance);
            settle(instance);
        }

        private void settle(Instance instance) {
            asking = "matching of an instance of " + instance.className();
            Answer answer = match(instance, plans.topology().config());
            if (answer != null) {
                binder.heard(answer);
            }
            asking = "";
        }

        private Comparisons.@Nullable Pair next() {
            return plans.locked(comparisons::next);
        }

        private void compare(Comparisons.Pair pair) {
            asking = "comparison of " + pair.candidate().className() + " with the primary";
            Comparisons.Answer answer = comparisons.ask(pair);
            asking = "";
            plans.locked(() -> {
                comparisons.answered(pair, answer);
                plans.renew();
                return null;
            });
        }

        /** Reads each field that a model waits for once in each class loader; only what is in one is matched again. */
        private void fields() {
            List<ModelConfig> waiting = plans.locked(() -> plans.topology().awaitingField());
            if (waiting.isEmpty()) {
                return;
            }
            Map<@Nullable ClassLoader, Object> nears = new HashMap<>();
            for (Instance instance : instances.alive()) {
                Object self = instance.get();
                if (self != null) {
                    nears.putIfAbsent(self.getClass().getClassLoader(), self);
                }
            }
            for (ModelConfig model : waiting) {
                nears.values().forEach(near -> field(model, near));
            }
        }

        private void field(ModelConfig model, Object near) {
            String field = model.match() == null ? null : model.match().field();
            if (field == null) {
                return;
            }
            asking = "reading of " + field;
            try {
                Object value = host.readField(field, near);
                Instance holder = value == null ? null : instances.find(value);
                Binding binding = holder == null ? null : holder.binding();
                if (holder != null && binding != null && binding.node() == null) {
                    settle(holder);
                } else if (holder == null && value != null) {
                    unseen.add(field, value);
                }
            } catch (Throwable e) {
                failures.count("reading of " + field, e);
            }
            asking = "";
        }
    }
}
