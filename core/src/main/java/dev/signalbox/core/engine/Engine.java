package dev.signalbox.core.engine;

import dev.signalbox.core.admission.AdmittedTask;
import dev.signalbox.core.admission.CallEstimate;
import dev.signalbox.core.admission.Holdback;
import dev.signalbox.core.admission.Level;
import dev.signalbox.core.admission.OverloadControl;
import dev.signalbox.core.balance.LoadDistribution;
import dev.signalbox.core.call.Attempts;
import dev.signalbox.core.call.Failures;
import dev.signalbox.core.call.Priorities;
import dev.signalbox.core.call.Router;
import dev.signalbox.core.call.Settlement;
import dev.signalbox.core.call.SlowCalls;
import dev.signalbox.core.call.Watchdog;
import dev.signalbox.core.config.SignalboxConfig;
import dev.signalbox.core.control.DrillInfo;
import dev.signalbox.core.control.SubstituteInfo;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.health.HealthPolicy;
import dev.signalbox.core.health.HealthStatus;
import dev.signalbox.core.health.MachinePressure;
import dev.signalbox.core.health.NodeHealth;
import dev.signalbox.core.model.Instance;
import dev.signalbox.core.model.Instances;
import dev.signalbox.core.model.Node;
import dev.signalbox.core.ranking.Decision;
import dev.signalbox.core.ranking.RouteConstraints;
import dev.signalbox.core.route.CapabilityAwareRoute;
import dev.signalbox.core.route.Chain;
import dev.signalbox.core.route.Forced;
import dev.signalbox.core.route.Plan;
import dev.signalbox.core.route.Planner;
import dev.signalbox.core.route.Route;
import dev.signalbox.core.site.CallGate;
import dev.signalbox.core.time.Parking;
import dev.signalbox.core.time.Pauser;
import dev.signalbox.core.time.Randomness;
import dev.signalbox.core.time.TimeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The control plane, and what holds both planes together: it says what each instance is, judges the nodes, and publishes the
 * plans that calls read.
 *
 * <p>Its state is guarded by one lock, that of {@link Plans}, under which no code of the application runs. The data plane meets
 * it only on the first call of an instance, which waits 250 ms at most for what the application says of the instance.
 */
public final class Engine {
    private final TimeSource time;
    private final Failures failures;
    private final Host host;
    private final Instances instances;
    private final SlowCalls slowCalls = new SlowCalls();
    private final Events events;
    private final AdmissionControl admission;
    private final Plans plans;
    private final Discovery discovery;
    private final Drills drills;
    private final Comparisons comparisons;
    private final Unseen unseen;
    private final Binder binder;
    private final Survey survey;
    private final Factories factories;
    private final StandIns standIns;
    private final OldestCalls oldest;
    private final Ejections ejections;
    private final Probes probes;
    private final MachinePressure machine = new MachinePressure(HealthPolicy.DEFAULT);
    private final Standings standings = new Standings();
    private final Recoveries recoveries;
    private final Router router;
    private final Watchdog watchdog;

    /** An engine with a config in force. */
    public Engine(
            SignalboxConfig config, TimeSource time, Pauser pauser, Parking parking, Randomness random, Host host) {
        this.time = time;
        this.host = host;
        this.failures = new Failures(time);
        this.instances = new Instances(self -> constructedAt(host, self));
        this.events = new Events(time);
        this.comparisons = new Comparisons(failures);
        this.admission = new AdmissionControl(time, parking, random);
        this.plans = new Plans(config, admission, events, comparisons, time.nanoTime());
        this.drills = new Drills(plans, events);
        this.discovery = new Discovery(host, random, time);
        this.binder = new Binder(instances, plans, discovery, failures);
        this.unseen = new Unseen(instances);
        Beans beans = new Beans(instances, host, failures, unseen);
        this.survey = new Survey(instances, plans, comparisons, binder, beans, unseen, host, failures, time);
        instances.onMoreSites(instance -> {
            if (instance.isClaimed()) {
                binder.reconsider(instance);
                host.wakeControl();
            }
        });
        instances.beans().onNote(raw -> {
            binder.doubt(instances.find(raw));
            host.wakeControl();
        });
        this.standIns = new StandIns(instances, comparisons, host, failures, time);
        this.factories = new Factories(instances, plans, discovery, binder, survey, host, failures);
        this.recoveries = new Recoveries(plans, events, binder, host, failures, time);
        Settlement settlement =
                new Settlement(failures, host::wakeControl, slowCalls, admission.ofCalls(), host.threadUse());
        this.watchdog = new Watchdog(time, failures, host::wakeWatchdog);
        Priorities priorities = new Priorities(host::mdc, failures);
        Attempts attempts = new Attempts(time, pauser, random, settlement, watchdog, admission.ofCalls(), priorities);
        this.router = new Router(instances, survey::resolve, attempts, settlement, failures, time, host::executeLater);
        this.oldest = new OldestCalls(router::tasks, time);
        this.ejections = new Ejections(events);
        this.probes = new Probes(plans, ejections, host, router, time, failures);
    }

    /** What instrumented methods call. */
    public CallGate gate() {
        return router;
    }

    /** Our own failures. */
    public Failures failures() {
        return failures;
    }

    /** The state changes. */
    public Events events() {
        return events;
    }

    /** Who is told of calls that took long. */
    public SlowCalls slowCalls() {
        return slowCalls;
    }

    /** What ends attempts that take too long; it has to be given turns where a route has a deadline. */
    public Watchdog watchdog() {
        return watchdog;
    }

    /** Whether a route has a deadline. */
    public boolean hasDeadlines() {
        return plans.topology().routes().values().stream().anyMatch(r -> r.deadlineNanos() != 0);
    }

    /** What is done about trouble, and the journal of it. */
    public Recoveries recoveries() {
        return recoveries;
    }

    /** The live instances. */
    public Instances instances() {
        return instances;
    }

    /** The config in force. */
    public SignalboxConfig config() {
        return plans.topology().config();
    }

    /** The routes of the config in force. */
    public List<Route> routes() {
        return List.copyOf(plans.topology().routes().values());
    }

    /** The nodes of the config's models that are there now. */
    public List<Node> nodes() {
        return plans.locked(() -> plans.topology().nodes());
    }

    /**
     * Who does what now.
     *
     * @param model the model whose nodes are meant, or empty for those of all models
     */
    public LoadDistribution distribution(String model, HardwareSnapshot hardware) {
        List<Node> nodes = nodes().stream()
                .filter(n -> model.isEmpty() || n.model().equals(model))
                .toList();
        return LoadDistribution.of(nodes, router.tasks(), hardware);
    }

    /** What limits calls: the JVM's level, those of models and routes, of GPUs, and of nodes. */
    public List<Level> levels() {
        return plans.locked(() -> {
            List<Level> all = admission.levels().all();
            plans.topology().nodes().forEach(n -> all.add(n.level()));
            return all;
        });
    }

    /** The attempts in flight with what they hold. */
    public List<AdmittedTask> admitted() {
        return router.admitted();
    }

    /** Calls that wait for room now. */
    public int waiting() {
        return admission.waiters().waiting();
    }

    /** Who may fill which share of a limit. */
    public Holdback holdback() {
        return admission.holdback();
    }

    /** What is shed while the machine has too much to do. */
    public OverloadControl overload() {
        return admission.overload();
    }

    /** What the next call of each model is expected to take. */
    public Map<String, CallEstimate> estimates() {
        return plans.locked(() -> {
            Map<String, CallEstimate> all = new LinkedHashMap<>();
            for (String model : plans.topology().models().keySet()) {
                all.put(model, admission.estimates().of(model));
            }
            return all;
        });
    }

    /**
     * Which live instances could stand in for which. What nobody has asked for yet is asked now, on errand threads, and waited
     * for 250 ms at most; the rest is unknown until the next time.
     */
    public List<SubstituteInfo> substitutes() {
        survey.finish();
        return standIns.list();
    }

    /** What needs a person's attention. */
    public List<String> advice() {
        return plans.locked(() -> {
            List<String> texts = new ArrayList<>();
            discovery.advice().forEach((about, text) -> texts.add(about + ": " + text));
            for (ModelState m : plans.topology().models().values()) {
                if (!m.trouble().isEmpty()) {
                    texts.add("model " + m.config().name() + ": " + m.trouble());
                }
            }
            texts.addAll(Decorators.advice(plans.topology()));
            texts.addAll(plans.topology().advice());
            texts.addAll(unseen.advice(plans.topology().awaitedFields()));
            texts.addAll(survey.hanging());
            texts.addAll(wishes(plans.topology().routes().values()));
            return texts;
        });
    }

    private List<String> wishes(Collection<Route> routes) {
        List<String> texts = new ArrayList<>();
        for (Route route : routes) {
            if (!route.wishes().mdcKey().isEmpty()) {
                host.mdcAdvice().forEach(text -> texts.add("route " + route.name() + ": " + text));
                route.wishes().advice().forEach(text -> texts.add("route " + route.name() + ": " + text));
            }
        }
        return texts;
    }

    /** How the chains of a route would rank under other constraints; nothing changes. */
    public Decision whatIf(Route route, RouteConstraints constraints) {
        return plans.locked(() -> Planner.decide(route, plans.topology(), constraints, null));
    }

    /** How the chains of a route rank now, by themselves. */
    public Decision decision(Route route) {
        return plans.locked(() -> Planner.decide(route, plans.topology()));
    }

    /** What a route requires of its chains, and how well each of them does that. */
    public CapabilityAwareRoute capabilities(Route route) {
        return CapabilityAwareRoute.of(route, decision(route));
    }

    /** The chain a route's calls try first now. */
    public String activeChain(Route route) {
        RouteWatch watch = plans.topology().watches().get(route.name());
        return watch == null ? "" : watch.active();
    }

    /** Whether a node of the route's entry is there, so that calls are routed. */
    public boolean isBound(Route route) {
        return plans.locked(
                () -> plans.topology().of(route.config().entry()).stream().anyMatch(Node::isAlive));
    }

    /** One turn of the control thread; a step that fails keeps no other from its turn. */
    public void tick() {
        step("finding of lost calls", router::sweep);
        step("clearing of collected instances", () -> {
            if (instances.expunge()) {
                binder.vacate(); // the plans first, else the next calls would meet the old ones
                router.forgetCollected();
            }
        });
        step("making of room", binder::vacate);
        step("discovery", survey::tick);
        step("making of alternatives", factories::tick);
        step("judging", () -> locked(this::judge));
        step("admission", () -> locked(() -> admission.tick(plans.topology().nodes())));
        step("ranking", () -> locked(this::rank));
        step("probing", probes::tick);
        step("recovery", recoveries::tick);
        step(
                "end of failovers",
                () -> locked(() -> {
                    if (endForced()) {
                        plans.renew();
                    }
                }));
        step("end of drills", () -> locked(() -> drills.tick(time.nanoTime())));
        step("watching of routes", () -> locked(plans::watch));
    }

    /** Takes a reading of the machine, for the next judgement of the nodes. */
    public void sampled(HardwareSnapshot reading) {
        machine.update(reading);
        locked(() -> {
            if (admission.sampled(reading)) {
                plans.renew();
            }
        });
    }

    private String constructedAt(Host host, Object self) {
        try {
            return host.constructedAt(self);
        } catch (Throwable ours) {
            failures.count("finding out where an instance was made", ours);
            return "";
        }
    }

    private void step(String what, Runnable work) {
        try {
            work.run();
        } catch (Throwable ours) {
            failures.count(what, ours);
        }
    }

    private void locked(Runnable work) {
        plans.locked(() -> {
            work.run();
            return null;
        });
    }

    private boolean endForced() {
        boolean ended = false;
        long now = time.nanoTime();
        for (Route route : plans.topology().routes().values()) {
            Forced forced = route.forced();
            if (forced != null && forced.isOver(now)) {
                route.force(null);
                events.note(Events.COMMAND, route.name(), forced.chain(), "", "the failover's time is over");
                ended = true;
            }
        }
        return ended;
    }

    /**
     * Puts another config in force; calls in flight end under the old one. The application's code is asked before and after,
     * never meanwhile: everything is bound anew and planned under one lock.
     */
    public void apply(SignalboxConfig config) {
        for (Instance instance : instances.alive()) {
            Instance.Told told = instance.told();
            if (told != null && !told.trouble().isEmpty()) {
                instance.forgetTold();
                instances.offer(instance);
            }
        }
        survey.finish();
        Map<Instance, Survey.Answer> matched = new HashMap<>();
        for (Instance instance : instances.alive()) {
            Survey.Answer answer = survey.match(instance, config);
            if (answer != null) {
                matched.put(instance, answer);
            }
        }
        locked(() -> {
            comparisons.forgetFailures();
            binder.apply(config, time.nanoTime(), matched);
        });
        survey.finish();
        events.emit(Events.CONFIG, "agent", "", "in force", config.routes().size() + " routes");
    }

    /** Says that a config was refused. */
    public void refused(String file, int problems) {
        events.emit(Events.CONFIG, "agent", "", "refused", file + ": " + problems + " problems");
    }

    /** The verbs of the operator. */
    public Operator operator() {
        return operator("");
    }

    /** The verbs of the operator, journaled under a name. */
    public Operator operator(String who) {
        return new Operator(this, who);
    }

    /** The drills under way. */
    public List<DrillInfo> drillsUnderWay() {
        return plans.locked(() -> drills.list(time.nanoTime()));
    }

    /** Lets every call go that hangs in a drill or waits for room: the agent leaves. */
    public void letGo() {
        locked(() -> drills.endAll("the agent leaves"));
        admission.close();
    }

    Drills drills() {
        return drills;
    }

    Probes probes() {
        return probes;
    }

    Events journal() {
        return events;
    }

    long now() {
        return time.nanoTime();
    }

    /** Has the instances looked at that nobody has looked at yet, as far as they answer in 250 ms; not under the lock. */
    void lookAround() {
        survey.finish();
    }

    /** Changes something an operator may change, and puts the plans that follow from it in force before it returns. */
    void change(Runnable change) {
        locked(() -> {
            change.run();
            plans.renew();
        });
        admission.waiters().freed(); // what was changed may be what somebody waits for
    }

    /** Why a chain may not run now, or null where it may. */
    @Nullable
    String refusal(Route route, Chain chain) {
        Plan plan = route.plan();
        for (int i = 0; i < plan.size(); i++) {
            if (plan.step(i).chain() == chain) {
                return null;
            }
        }
        Plan.Refused refused = plan.refused().stream()
                .filter(r -> r.chain() == chain)
                .findFirst()
                .orElse(null);
        if (refused != null && !refused.spare().isEmpty()) {
            return null; // it is out of use by its conditions, which an operator overrules
        }
        return Optional.ofNullable(refused)
                .map(Plan.Refused::reason)
                .orElseGet(() -> plans.topology().whyNone(chain.model()));
    }

    private void rank() {
        standings.update(plans.topology(), time.nanoTime());
        for (Route route : plans.topology().routes().values()) {
            Decision before = route.plan().decision();
            if (before != null && !Planner.decide(route, plans.topology()).isLike(before)) {
                plans.renew();
                return;
            }
        }
    }

    private void judge() {
        long now = time.nanoTime();
        oldest.update(now);
        for (Node node : plans.topology().nodes()) {
            HealthStatus before = node.monitor().health().status();
            long[] counts = node.meter().counts();
            NodeHealth after = node.monitor()
                    .update(
                            now,
                            LongStream.of(counts).sum(),
                            counts[Node.OK],
                            Node.failures(counts),
                            node.meter()::latencies,
                            node.inFlight(),
                            oldest.millis(node),
                            machine.reason());
            if (after.status() != before) {
                events.note(
                        Events.HEALTH,
                        node.name(),
                        before.word(),
                        after.status().word(),
                        after.reason());
            }
        }
        if (ejections.judge(plans.topology(), now)) {
            plans.renew();
        }
    }
}
