package dev.signalbox.core.call;

import dev.signalbox.core.health.Breaker;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Plan;
import dev.signalbox.core.time.Randomness;
import java.util.Objects;

/** Chooses where a call goes next: the best chain of its plan that has a node left whose breaker lets it through. */
final class Selection {
    private final Randomness random;

    Selection(Randomness random) {
        this.random = random;
    }

    /** Chooses the next chain and node of a call; false, and no node, where there is none. */
    boolean select(Call call, long now) {
        if (choose(call, now) || insist(call)) {
            return true;
        }
        call.node = null;
        return false;
    }

    /**
     * Asks a node past its breaker, once, where a last resort may not go: an operator keeps calls from the node that was called, and all
     * others are open. Only an operator's hand has calls refused, never a breaker alone.
     */
    private static boolean insist(Call call) {
        Plan plan = Objects.requireNonNull(call.plan);
        if (call.firstFailure != null || call.rank > plan.reach() || !isKeptAway(call)) {
            return false;
        }
        call.rank = plan.reach() + 1; // not again
        for (int rank = 0; rank < plan.reach(); rank++) {
            Plan.Step step = plan.step(rank);
            Node[] nodes = step.nodes();
            long foreign = plan.isShared() ? foreign(call, nodes) : 0;
            for (int i = 0; i < nodes.length; i++) {
                if ((foreign & (1L << i)) == 0 && !nodes[i].breaker().isClosed()) {
                    call.choose(step.chain(), nodes[i], 0);
                    call.permitHeld = false;
                    Objects.requireNonNull(call.route).lastResorts().increment();
                    return true;
                }
            }
        }
        return false;
    }

    private boolean choose(Call call, long now) {
        Plan plan = Objects.requireNonNull(call.plan);
        if (call.firstFailure != null && (Thread.currentThread().isInterrupted() || call.isOver(now))) {
            return false;
        }
        while (call.rank < plan.reach()) {
            Plan.Step step = plan.step(call.rank);
            Node[] nodes = step.nodes();
            // Most models have one node: the choice among several is kept out of the code that is inlined for them.
            int i = nodes.length == 1 && !plan.isShared()
                    ? (call.triedNodes & 1) == 0 ? 0 : -1
                    : among(call, plan, step, now);
            if (i < 0) {
                call.rank++;
                call.triedNodes = 0;
                continue;
            }
            call.triedNodes |= 1L << i;
            int permit = nodes[i].breaker().tryAcquire(now);
            if (permit != Breaker.REFUSED) {
                call.choose(step.chain(), nodes[i], permit);
                if (nodes.length > 1) {
                    call.chosenBy(step.balancer(), call.candidates(random, nodes.length));
                }
                return true;
            }
        }
        return false;
    }

    private int among(Call call, Plan plan, Plan.Step step, long now) {
        Node[] nodes = step.nodes();
        long excluded = plan.isShared() ? call.triedNodes | foreign(call, nodes) : call.triedNodes;
        if (nodes.length == 1) {
            return (excluded & 1) == 0 ? 0 : -1;
        }
        return call.candidates(random, nodes.length).choose(step.balancer(), nodes, excluded, now);
    }

    /** A bit for each node of another application: it could not answer, or would answer by another application's model. */
    private static long foreign(Call call, Node[] nodes) {
        Object called =
                Objects.requireNonNull(Objects.requireNonNull(call.instance).get());
        long foreign = 0;
        for (int i = 0; i < nodes.length; i++) {
            if (nodes[i].instance().isForeignTo(call.site(), called)) {
                foreign |= 1L << i;
            }
        }
        return foreign;
    }

    /** Whether an operator keeps calls from where a last resort would put this one: to run it there would disobey. */
    static boolean isKeptAway(Call call) {
        Node own = Router.own(call);
        return Objects.requireNonNull(call.plan).isBlocked()
                || (own != null
                        && (own.isHeldBack()
                                || Objects.requireNonNull(call.route).isDisabled(own.model())));
    }
}
