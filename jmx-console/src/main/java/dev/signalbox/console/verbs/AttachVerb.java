package dev.signalbox.console.verbs;

import dev.signalbox.console.ConsoleException;
import dev.signalbox.console.connect.AgentJar;
import dev.signalbox.console.connect.Bounded;
import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.connect.Durations;
import dev.signalbox.console.connect.Loading;
import dev.signalbox.console.connect.LocalJvm;
import dev.signalbox.console.connect.Targets;
import dev.signalbox.console.connect.Targets.Target;
import dev.signalbox.console.output.Answer;
import dev.signalbox.console.output.Words;
import dev.signalbox.core.control.AgentMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code attach}: brings the agent into a JVM that runs already. */
@Command(
        name = "attach",
        description = {
            "Brings the agent into a local JVM that runs already, and waits until it is at work there.",
            "Models that were made before are found by their next call."
        },
        footer = {
            "",
            "The JVM has to run as the same user. One started with -XX:-EnableDynamicAgentLoading refuses;",
            "from Java 21 on, one without -XX:+EnableDynamicAgentLoading writes a warning to its stderr.",
            "",
            "Examples:",
            "  signalbox attach 4711 --config signalbox.yaml",
            "  signalbox attach 4711 --agent agent/target/signalbox-agent.jar --json"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the parameters before call()
public final class AttachVerb extends Verb {
    @Parameters(paramLabel = "PID", description = "The process id of a local JVM; see 'list --all'.")
    private long pid;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The agent's config; without one it observes. Its path must be one that the JVM sees too.")
    private @Nullable Path config;

    @Option(
            names = "--agent",
            paramLabel = "JAR",
            description = "The agent's jar; without it, signalbox-agent.jar beside the console's own.")
    private @Nullable Path agent;

    @Override
    public Integer call() {
        String arguments = arguments();
        Path jar = AgentJar.find(agent);
        Bounded bounded = timeout().bounded();
        LocalJvm jvm = Targets.jvm(pid);
        Target target = Targets.pid(pid);
        String warning = bounded.call(target.words(), () -> Loading.load(jvm, target.words(), jar, arguments));
        Answer answer;
        try (Session session = new Session(bounded, target.words(), target::open)) {
            if (!session.await(Connection::carriesAgent, there -> there)) {
                throw ConsoleException.noConnection(
                        "the agent was loaded into " + target.words() + ", but shows no bean after "
                                + Durations.words(bounded.timeout()),
                        "that JVM's stderr may say why; wait longer with --timeout",
                        null);
            }
            answer = session.ask(connection -> answer(target, connection.agent(), warning));
        }
        output().print(out(), answer);
        return answer.exitCode();
    }

    /** The JVM has another working directory, and reads what lies between commas. */
    private String arguments() {
        if (config == null) {
            return "";
        }
        Path file = config.toAbsolutePath().normalize();
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw ConsoleException.usage("cannot read the config " + file, "is it there, and may you read it?");
        }
        if (file.toString().contains(",")) {
            throw ConsoleException.usage(
                    "the config's path holds a comma: " + file, "the agent's arguments end at one; rename it");
        }
        return "config=" + file;
    }

    private Answer answer(Target target, AgentMXBean there, String warning) {
        if (!there.getConfigProblems().isEmpty()) {
            throw ConsoleException.refused(
                    "the agent is in " + target.words() + " and observes only, for its config was refused:\n"
                            + String.join("\n", there.getConfigProblems()),
                    "mend the file, then 'signalbox reload --pid " + pid + "'",
                    null);
        }
        String done = "attached to " + target.words() + ": Signalbox " + there.getVersion() + " is " + there.getState()
                + (there.getRoutes().isEmpty() ? "" : ", routes: " + String.join(", ", there.getRoutes()));
        List<String> notes = new ArrayList<>();
        if (config == null) {
            notes.add("it was given no config: 'init' writes one, then 'detach' and 'attach --config FILE'");
        }
        if (!warning.isEmpty()) {
            notes.add(warning);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("target", target.words());
        json.put("done", done);
        json.put("version", there.getVersion());
        json.put("state", there.getState());
        json.put("configFile", there.getConfigFile());
        json.put("routes", there.getRoutes());
        json.put("notes", notes);
        return Answer.ok(json, colour -> text(done, notes));
    }

    private static String text(String done, List<String> notes) {
        StringBuilder out = new StringBuilder(Words.printable(done)).append('\n');
        notes.forEach(note -> out.append("  ").append(Words.printable(note)).append('\n'));
        return out.toString();
    }
}
