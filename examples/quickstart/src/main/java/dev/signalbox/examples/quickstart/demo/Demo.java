package dev.signalbox.examples.quickstart.demo;

import dev.signalbox.examples.quickstart.training.ScorerModels;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The demo's entry: {@code ./mvnw -Pdemo} runs it with the paths of what it built. */
public final class Demo {
    /** The model that signalbox.yaml's {@code same-client-as} chain asks large's client for. */
    static final String MINI_MODEL = "gpt-4o-mini";

    private static final PrintStream OUT = System.out;

    private final Path agent = path("demo.agent", "../../agent/target/signalbox-agent.jar");
    private final Path console = path("demo.console", "../../jmx-console/target/signalbox.jar");
    private final Path config = path("demo.config", "signalbox.yaml");
    private final Path target = path("demo.target", "target");

    private Demo() {}

    /** Exit code 0: every promise was kept; 1: one was broken; 2: the demo could not run. */
    public static void main(String[] args) {
        int exit;
        try {
            exit = new Demo().run();
        } catch (Exception e) {
            OUT.println("The demo could not run: " + e);
            e.printStackTrace(OUT);
            exit = 2;
        }
        System.exit(exit);
    }

    private int run() throws Exception {
        if (!Files.exists(agent)) {
            OUT.println("There is no agent at " + agent + "; run ./mvnw -Pdemo in the project's root, it builds it.");
            return 2;
        }
        OUT.printf(
                "Signalbox demo on Java %s: one application, started twice with the same load and the same faults,%n"
                        + "once as it is and once with -javaagent:%s. It takes about a minute and a half.%n",
                Runtime.version(), agent.getFileName());
        ScorerModels models = ScorerModels.prepare(target.resolve("models"));
        ScoreKey key = new ScoreKey(models);
        OUT.printf(
                "Scorers %s: mlp %.3f accurate, logistic %.3f (examples that neither was trained on).%n",
                models.trainedNow() ? "trained" : "kept from an earlier run",
                key.mlpAccuracy(),
                key.logisticAccuracy());
        String agentOption = "-javaagent:" + agent + "=config=" + config;
        try (Lane without = new Lane(List.of(), models, target.resolve("demo/without-agent.log"));
                Lane with = new Lane(List.of(agentOption), models, target.resolve("demo/with-agent.log"))) {
            Thread killer = new Thread(() -> {
                without.close();
                with.close();
            });
            Runtime.getRuntime().addShutdownHook(killer);
            return run(without, with, key);
        }
    }

    private int run(Lane without, Lane with, ScoreKey key) throws Exception {
        Load.Target plain = new Load.Target(without.caller(), without.tally()::add);
        Load.Target routed = new Load.Target(with.caller(), with.tally()::add);
        OUT.printf(
                "Applications: pid %d without the agent, pid %d with it (log %s).%n",
                without.process().pid(), with.process().pid(), with.process().log());
        try (Operator operator = Operator.attach(with.process().pid())) {
            operator.awaitRoutes(Duration.ofSeconds(30));
            OUT.printf(
                    "Load: %d score and %d chat calls a second to each, over HTTP.%n",
                    Load.SCORES_PER_SECOND, Load.CHATS_PER_SECOND);
            Outcome outcome = play(without, with, List.of(plain, routed), operator, key);
            List<Promise> promises = Promises.check(outcome);
            new Summary(OUT, outcome).print(promises);
            int exit = verdict(promises, with);
            if (Boolean.getBoolean("demo.keep")) {
                without.close();
                keep(with, key);
            }
            return exit;
        }
    }

    private static Outcome play(Lane without, Lane with, List<Load.Target> targets, Operator operator, ScoreKey key)
            throws Exception {
        try (Load load = new Load(targets, key)) {
            load.warmUp();
            try (Timeline timeline = new Timeline(OUT, without, with, operator)) {
                Script script = new Script(without, with, load, operator, timeline);
                timeline.start();
                load.start();
                script.healthy();
                Fault score = script.scorerFails();
                Fault chat = script.chatFails();
                Forced forced = script.operatorThrowsTheSwitch();
                return new Outcome(without, with, operator, score, chat, forced);
            }
        }
    }

    private static int verdict(List<Promise> promises, Lane with) {
        List<Promise> broken = promises.stream().filter(p -> !p.held()).toList();
        for (Promise promise : broken) {
            OUT.println("PROMISE BROKEN: " + promise.text());
        }
        if (!broken.isEmpty()) {
            OUT.println("What the application printed: " + with.process().log());
        }
        return broken.isEmpty() ? 0 : 1;
    }

    /** Leaves the application with the agent running under load until the demo is interrupted. */
    private void keep(Lane with, ScoreKey key) throws Exception {
        Load load = new Load(List.of(new Load.Target(with.caller(), answer -> {})), key);
        load.start();
        long pid = with.process().pid();
        OUT.printf("""

                The application runs on under load, pid %1$d. Throw the switches yourself:
                  jconsole %1$d     (tab MBeans: signalbox, Route, "chat", Operations, failOver)
                  java -jar %2$s status --pid %1$d
                  java -jar %2$s failover chat small --for 1m --pid %1$d
                  java -jar %2$s watch --pid %1$d
                Ctrl-C ends it.
                """, pid, console);
        Patience.hold(Duration.ofDays(1));
    }

    private static Path path(String property, String byDefault) {
        return Path.of(System.getProperty(property, byDefault)).toAbsolutePath().normalize();
    }
}
