package dev.signalbox.core.engine;

import dev.signalbox.core.admission.Level;
import dev.signalbox.core.admission.Limit;
import dev.signalbox.core.admission.WaitRoom;
import dev.signalbox.core.config.Durations;
import dev.signalbox.core.drill.Drill;
import dev.signalbox.core.drill.DrillKind;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Forced;
import dev.signalbox.core.route.Route;
import java.time.Duration;
import java.util.List;

/**
 * The switches an operator throws. Each takes effect before the verb returns, so that the very next call obeys. Names that are
 * not known are refused with the ones that are.
 */
public final class Operator {
    /** The most that a limit may be, in its unit. */
    public static final double MOST_UNITS = 1e12;

    private final Engine engine;
    private final String who;

    /** The verbs in the hands of somebody, whose name goes into the journal; empty where nobody is known. */
    Operator(Engine engine, String who) {
        this.engine = engine;
        this.who = who;
    }

    /** Writes a verb into the journal that is carried out elsewhere, such as a bypass of the whole agent. */
    public void journal(String source, String from, String to, String what) {
        engine.journal().emit(Events.COMMAND, source, from, to, signed(what));
    }

    /**
     * Sends a route's calls to a chain.
     *
     * @param nanos after how long it ends by itself, in nanoseconds; 0 for no end
     * @param reason why, in words
     * @throws IllegalArgumentException where route or chain is not known, or where the chain may not run: then calls would go
     *     on as before, and the operator would believe otherwise
     */
    public void failOver(String routeName, String chainName, long nanos, String reason) {
        engine.lookAround(); // a chain is not refused for a model that was made a moment ago
        engine.change(() -> {
            Route route = route(routeName);
            Chain chain = chain(route, chainName);
            String refusal = engine.refusal(route, chain);
            if (refusal != null) {
                throw new IllegalArgumentException(
                        "chain '" + chain.name() + "' of route '" + route.name() + "' may not run: " + refusal);
            }
            note(
                    route.name(),
                    engine.activeChain(route),
                    chain.name(),
                    "failOver" + (nanos <= 0 ? "" : " for " + Durations.format(Duration.ofNanos(nanos)))
                            + (reason.isEmpty() ? "" : ": " + reason));
            route.force(new Forced(chain.name(), nanos <= 0, engine.now() + nanos, reason));
        });
    }

    /** Ends a forced failover. */
    public void failBack(String routeName) {
        engine.change(() -> {
            Route route = route(routeName);
            Forced forced = route.forced();
            note(route.name(), forced == null ? "" : forced.chain(), "", "failBack");
            route.force(null);
        });
    }

    /** Keeps new calls from a node, or lets them come again. */
    public void drain(String nodeName, boolean drained) {
        engine.change(() -> {
            Node node = node(nodeName);
            note(node.name(), state(node), drained ? "drained" : "serving", drained ? "drain" : "resume");
            node.setDrained(drained);
            if (!drained) {
                node.monitor().ejection().resume(engine.now());
            }
        });
    }

    /**
     * Changes how much of its siblings' work a node is given.
     *
     * @param weight 0 to {@link Node#MOST_WEIGHT}, 1 being as much as any
     * @throws IllegalArgumentException where it is not, which changes nothing
     */
    public void weigh(String nodeName, double weight) {
        engine.change(() -> {
            Node node = node(nodeName);
            double before = node.weight();
            node.setWeight(weight);
            note(node.name(), "weight " + before, "weight " + weight, "weight");
        });
    }

    /**
     * Keeps calls from a node for a time. Unlike the ejection of an outlier it holds whatever becomes of the other nodes.
     *
     * @param nanos for how long, in nanoseconds; 0 for until it is resumed
     */
    public void eject(String nodeName, long nanos) {
        engine.change(() -> {
            Node node = node(nodeName);
            String how = nanos <= 0 ? "" : " for " + Durations.format(Duration.ofNanos(nanos));
            note(node.name(), state(node), "ejected", "eject" + how);
            node.monitor().ejection().order(engine.now(), nanos, "");
        });
    }

    /**
     * Asks a node now whether it answers, by the probe its model is given in the config; where there is none, lets the next call
     * through to a node whose breaker is open.
     *
     * @return what happens now, in words; what comes of a configured probe is journaled
     */
    public String probe(String nodeName) {
        Node node = node(nodeName);
        engine.journal().emit(Events.COMMAND, node.name(), "", "", signed("probe"));
        return engine.probes()
                .now(
                        node,
                        outcome -> engine.journal()
                                .emit(
                                        Events.COMMAND,
                                        node.name(),
                                        "",
                                        outcome.good() ? "answered" : "failed",
                                        signed(outcome.text())));
    }

    private static String state(Node node) {
        return node.isDrained() ? "drained" : node.monitor().ejection().inForce() != null ? "ejected" : "serving";
    }

    /** Allows a chain, or keeps calls from it. */
    public void enable(String routeName, String chainName, boolean enabled) {
        engine.change(() -> {
            Chain chain = chain(route(routeName), chainName);
            String before = chain.isEnabled() ? "enabled" : "disabled";
            note(
                    routeName + "/" + chain.name(),
                    before,
                    enabled ? "enabled" : "disabled",
                    enabled ? "enable" : "disable");
            chain.setEnabled(enabled);
        });
    }

    /**
     * Injects trouble into a share of the calls to a node, as if the node itself had it.
     *
     * @param share of the calls, above 0 and up to 1
     * @param latencyNanos how much longer calls take under {@link DrillKind#LATENCY}, in nanoseconds
     * @param nanos after how long it ends by itself, in nanoseconds
     * @param forced whether it may strike the last healthy node of a route, whose callers will see it
     * @throws IllegalArgumentException where the node is not known, is drilled already, or is the last one and nothing is forced
     */
    public void drill(String nodeName, DrillKind kind, double share, long latencyNanos, long nanos, boolean forced) {
        engine.change(() -> {
            Node node = node(nodeName);
            engine.drills().begin(node, new Drill(kind, share, latencyNanos, engine.now() + nanos, forced));
            String extent =
                    Math.round(share * 100) + " % of its calls for " + Durations.format(Duration.ofNanos(nanos));
            note(node.name(), "", kind.word(), "drill: " + extent + (forced ? ", forced" : ""));
        });
    }

    /**
     * Ends the drill on a node.
     *
     * @throws IllegalArgumentException where the node is not known or not drilled
     */
    public void endDrill(String nodeName) {
        engine.change(() -> {
            Node node = node(nodeName);
            if (!engine.drills().end(node, signed("endDrill"))) {
                throw new IllegalArgumentException("node '" + node.name() + "' is not drilled");
            }
        });
    }

    /**
     * Limits what calls may hold of a level; the next call obeys, and those that wait for room.
     *
     * @param levelName such as {@code model large}, {@code route chat} or {@code jvm}
     * @param units in the unit of the limit, 0 to {@link #MOST_UNITS}; NaN for no limit
     * @throws IllegalArgumentException where the level is not known or the number out of range; the limit stays what it was then
     */
    public void limit(String levelName, Limit limit, double units) {
        if (!Double.isNaN(units) && !(units >= 0 && units <= MOST_UNITS)) {
            throw new IllegalArgumentException(limit.word() + " of " + levelName + " cannot be " + units
                    + "; allowed: 0 to " + MOST_UNITS + ", or NaN for no limit");
        }
        engine.change(() -> {
            Level level = level(levelName);
            double before = limit.inUnits(limit.of(level));
            limit.set(level, limit.inParts(units), engine.now());
            note(level.name(), limit.text(before), limit.text(units), "limit " + limit.word());
        });
    }

    /**
     * Says how long calls of a route may wait for room, and how many; those that wait now obey.
     *
     * @param millis in milliseconds, 1 to 600000
     * @param most 1 to 100000
     * @throws IllegalArgumentException where the route is not known, its calls do not wait by the config, or a number is out of range;
     *     everything stays what it was then
     */
    public void waitForRoom(String routeName, double millis, int most) {
        engine.change(() -> {
            Route route = route(routeName);
            WaitRoom room = route.waitRoom();
            if (room == null) {
                throw new IllegalArgumentException(
                        "calls of route '" + route.name() + "' do not wait: its config says no wait");
            }
            if (!(millis >= 1 && millis <= 600_000)) {
                throw new IllegalArgumentException("calls cannot wait for " + millis + " ms; allowed: 1 to 600000");
            }
            if (most < 1 || most > 100_000) {
                throw new IllegalArgumentException(most + " calls cannot wait; allowed: 1 to 100000");
            }
            long nanos = (long) (millis * 1e6);
            String before = words(room.timeToLiveNanos(), room.mostWaiting());
            room.setLimits(nanos, most);
            note(route.name(), before, words(nanos, most), "wait");
        });
    }

    private static String words(long nanos, int most) {
        return Durations.format(Duration.ofNanos(nanos)) + ", at most " + most;
    }

    private Level level(String name) {
        for (Level level : engine.levels()) {
            if (level.name().equals(name)) {
                return level;
            }
        }
        throw unknown("level", name, engine.levels().stream().map(Level::name).toList());
    }

    /** Journals under the engine's lock, under which names are looked up too: no reload comes between. */
    private void note(String source, String from, String to, String what) {
        engine.journal().note(Events.COMMAND, source, from, to, signed(what));
    }

    private String signed(String what) {
        return who.isEmpty() ? what : "by " + who + ": " + what;
    }

    private Route route(String name) {
        for (Route r : engine.routes()) {
            if (r.name().equals(name)) {
                return r;
            }
        }
        throw unknown("route", name, engine.routes().stream().map(Route::name).toList());
    }

    private static Chain chain(Route route, String name) {
        return route.chain(name)
                .orElseThrow(() -> unknown(
                        "chain of route '" + route.name() + "'",
                        name,
                        route.chains().stream().map(Chain::name).toList()));
    }

    private Node node(String name) {
        for (Node n : engine.nodes()) {
            if (n.name().equals(name)) {
                return n;
            }
        }
        throw unknown("node", name, engine.nodes().stream().map(Node::name).toList());
    }

    private static IllegalArgumentException unknown(String what, String found, List<String> known) {
        return new IllegalArgumentException("unknown " + what + " '" + found + "'; known: "
                + (known.isEmpty() ? "none yet" : String.join(", ", known)));
    }
}
