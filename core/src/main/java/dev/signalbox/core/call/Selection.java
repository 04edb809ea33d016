package dev.signalbox.core.call;

import dev.signalbox.core.admission.CallEstimate;
import dev.signalbox.core.admission.Level;
import dev.signalbox.core.admission.Resource;
import dev.signalbox.core.health.Breaker;
import dev.signalbox.core.model.Binding;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Plan;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.time.Randomness;
import java.util.Objects;

/** Chooses where a call goes next: the best chain of its plan that has a node left whose breaker lets it through. */
final class Selection {
    private final Randomness random;
    private final Admission admission;

    Selection(Randomness random, Admission admission) {
        this.random = random;
        this.admission = admission;
    }

    /** Chooses the next chain and node of a call; false, and no node, where there is none. */
    boolean select(Call call, long now) {
        if (choose(call, now) || insist(call, now)) {
            return true;
        }
        call.node = null;
        return false;
    }

    /**
     * Chooses for a call that waits for room and whose turn it is, on whatever thread has freed some, by the plan that is in force
     * now.
     *
     * @return true where it need not wait any longer: a node has been chosen, or there is none though room is not what it lacks
     */
    boolean again(Call call, long now) {
        call.linesUp = false;
        call.comeAgain(inForce(call));
        while (ranked(call, now)) {
            if (!call.isChainUnfit()) {
                return true;
            }
            if (call.permitHeld) {
                call.permitHeld = false;
                Objects.requireNonNull(call.node).breaker().ignored(call.permit);
            }
            admission.release(call, 0, now);
        }
        call.on(null);
        return !call.wasShort() && (insist(call, now) || !call.wasShort());
    }

    /** The plan in force for a call: a reload may have given its instance another route of the name, whose plan may be still to come. */
    private static Plan inForce(Call call) {
        Route route = Objects.requireNonNull(call.route);
        Binding binding = Objects.requireNonNull(call.instance).binding();
        Route bound = binding == null ? null : (Route) binding.route();
        Plan next = bound != null && bound.name().equals(route.name()) ? bound.plan() : route.plan();
        return next.reach() > 0 || next.isBlocked() ? next : Objects.requireNonNull(call.plan);
    }

    /** Whether a call was refused only what is held back for more important ones, by a chain at least. */
    boolean isHeldBack(Call call) {
        Plan plan = Objects.requireNonNull(call.plan);
        for (int rank = 0; rank < plan.reach(); rank++) {
            Plan.Step step = plan.step(rank);
            Level level = call.shortLevel(step, rank);
            Resource resource = call.shortResource(rank);
            if (level != null
                    && resource != Resource.TOKENS
                    && level.hasRoomBeyondCeilings(
                            resource, step.nodes()[0].estimate().demand())) {
                return true;
            }
        }
        return false;
    }

    /** How long until budgets of tokens have refilled that a call was short of; negative where it was not. */
    long refillNanos(Call call, long now) {
        long least = -1;
        Plan plan = Objects.requireNonNull(call.plan);
        for (int rank = 0; rank < plan.reach(); rank++) {
            Plan.Step step = plan.step(rank);
            Level level = call.shortLevel(step, rank);
            if (level != null && call.shortResource(rank) == Resource.TOKENS) {
                Node node = step.nodes()[0];
                long nanos = level.tokens().waitNanos(node.estimate().tokens(), admission.ceilingPermille(call), now);
                least = least < 0 ? nanos : Math.min(least, nanos);
            }
        }
        return least;
    }

    /** Whether a call may ever have what it was short of, as limits are now; else there is nothing to wait for. */
    static boolean mayEverHave(Call call) {
        Plan plan = Objects.requireNonNull(call.plan);
        boolean never = false;
        for (int rank = 0; rank < plan.reach(); rank++) {
            Plan.Step step = plan.step(rank);
            Level level = call.shortLevel(step, rank);
            if (level != null) {
                CallEstimate estimate = step.nodes()[0].estimate();
                if (level.mayEverGive(call.shortResource(rank), estimate.demand(), estimate.tokens())) {
                    return true;
                }
                never = true;
            }
        }
        return !never;
    }

    /**
     * Asks a node past its breaker, once, where a last resort may not go: an operator keeps calls from the node that was called, and all
     * others are open. Only an operator's hand has calls refused, never a breaker alone.
     */
    private boolean insist(Call call, long now) {
        Plan plan = Objects.requireNonNull(call.plan);
        if (call.firstFailure != null || call.rank > plan.reach() || !isKeptAway(call)) {
            return false;
        }
        for (int rank = 0; rank < plan.reach(); rank++) {
            call.rank = rank;
            Plan.Step step = plan.step(rank);
            Node[] nodes = step.nodes();
            long foreign = plan.isShared() ? foreign(call, nodes) : 0;
            for (int i = 0; i < nodes.length; i++) {
                if ((foreign & (1L << i)) == 0
                        && !nodes[i].breaker().isClosed()
                        && admission.admit(call, step.levels(i), nodes[i], now)) {
                    call.choose(step.chain(), nodes[i], 0);
                    call.permitHeld = false;
                    Objects.requireNonNull(call.route).lastResorts().increment();
                    call.rank = plan.reach() + 1; // not again
                    return true;
                }
            }
        }
        call.rank = plan.reach() + 1;
        return false;
    }

    private boolean choose(Call call, long now) {
        if (call.firstFailure != null && (Thread.currentThread().isInterrupted() || call.isOver(now))) {
            return false;
        }
        return ranked(call, now);
    }

    private boolean ranked(Call call, long now) {
        Plan plan = Objects.requireNonNull(call.plan);
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
            Level[] levels = step.levels(i);
            if (!admission.admit(call, levels, nodes[i], now)) {
                if (call.shortLevel(levels, call.rank) != nodes[i].level()) {
                    call.rank++; // its other nodes would be refused by the same level
                    call.triedNodes = 0;
                }
                continue;
            }
            int permit = nodes[i].breaker().tryAcquire(now);
            if (permit != Breaker.REFUSED) {
                call.choose(step.chain(), nodes[i], permit);
                if (nodes.length > 1) {
                    call.chosenBy(step.balancer(), call.candidates(random, nodes.length));
                }
                return true;
            }
            admission.release(call, 0, now);
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

    /** Whether an operator or a constraint keeps calls from where a last resort would put this one: to run it there would disobey. */
    static boolean isKeptAway(Call call) {
        Node own = Router.own(call);
        Plan plan = Objects.requireNonNull(call.plan);
        return plan.isBlocked()
                || (own != null
                        && (own.isHeldBack()
                                || plan.isBroken(own.model())
                                || Objects.requireNonNull(call.route).isDisabled(own.model())));
    }
}
