package dev.signalbox.examples.harness;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * An example: an application that is started twice, as it is and with the agent, and loses its models in both.
 *
 * @param title what it is, for people
 * @param command how its application is started
 * @param shapes how the application calls models, and what is done to each
 * @param agent the agent's jar
 * @param config its signalbox.yaml
 * @param logs where the applications' output goes
 */
public record Example(String title, Command command, List<Shape> shapes, Path agent, Path config, Path logs) {
    private static final Duration START = Duration.ofSeconds(30);

    /** Runs it and prints what was seen; true if every promise was kept. */
    public boolean run(Jdk jdk, PrintStream out) throws IOException, InterruptedException {
        if (!Files.exists(agent)) {
            throw new IOException("there is no agent at " + agent + "; build it first");
        }
        out.printf(
                "%s on %s: one application, as it is and with -javaagent:%s=config=%s%n",
                title, jdk, agent.getFileName(), config.getFileName());
        List<String> options = List.of("-javaagent:" + agent + "=config=" + config);
        Path log = logs.resolve("with-agent-" + jdk.feature() + ".log");
        try (Lane without = new Lane(jdk, List.of(), command, logs.resolve("without-agent-" + jdk.feature() + ".log"));
                Lane with = new Lane(jdk, options, command, log)) {
            out.printf(
                    "Applications: pid %d without the agent, pid %d with it (log %s).%n",
                    without.app().pid(), with.app().pid(), log);
            return run(without, with, out);
        }
    }

    private boolean run(Lane without, Lane with, PrintStream out) throws IOException, InterruptedException {
        Caller plain = new Caller(without.app().url());
        Caller routed = new Caller(with.app().url());
        Promises promises = new Promises(out);
        try (Operator operator = Operator.attach(with.app().pid())) {
            boolean active = operator.sawActive(routes(), START);
            List<Observation> seen = new Play(without, with, plain, routed).observe(shapes, new Table(out));
            out.println();
            promises.check("all routes found their models", active, active ? "" : operator.state(routes()));
            new Verdict(promises, seen).check();
            new Switches(promises, operator, with, routed).check(shapes);
            promises.check(
                    "the agent had no failure of its own",
                    operator.agent().getInternalErrors() == 0,
                    operator.agent().getLastInternalErrors().toString());
        }
        return promises.broken() == 0;
    }

    private Collection<String> routes() {
        Collection<String> routes = new LinkedHashSet<>();
        shapes.forEach(shape -> routes.add(shape.route()));
        return routes;
    }
}
