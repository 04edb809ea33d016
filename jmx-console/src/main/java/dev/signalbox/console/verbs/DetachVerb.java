package dev.signalbox.console.verbs;

import dev.signalbox.console.ConsoleException;
import dev.signalbox.console.connect.Bounded;
import dev.signalbox.console.connect.Durations;
import dev.signalbox.console.connect.Remains;
import dev.signalbox.console.connect.Targets.Target;
import dev.signalbox.console.output.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code detach}: has the agent leave a JVM. */
@Command(
        name = "detach",
        description = {
            "Has the agent leave a JVM that goes on running, and waits until nothing of it is left there.",
            "Its classes get their own bytecode back, beans and threads end, calls that wait go on at once."
        },
        footer = {
            "",
            "Only 'attach' brings the agent back. To keep it and have it do nothing, use 'bypass on'.",
            "",
            "Examples:",
            "  signalbox detach 4711",
            "  signalbox detach --main QuickstartServer --json"
        })
public final class DetachVerb extends ConnectedVerb {
    @Parameters(arity = "0..1", paramLabel = "PID", description = "The local JVM of this process id, as by --pid.")
    private @Nullable Long process;

    @Override
    public Integer call() {
        Bounded bounded = timeout().bounded();
        Target target = process == null ? target(bounded) : targets().only(process);
        Remains remains;
        try (Session session = new Session(bounded, target.words(), () -> connect(target))) {
            var unused = session.ask(connection -> {
                connection.agent().detach();
                return "told";
            });
            remains = session.await(Remains::in, Remains::areNone);
        }
        Answer answer = answer(target.words(), remains, bounded);
        output().print(out(), answer);
        return answer.exitCode();
    }

    private static Answer answer(String target, Remains remains, Bounded bounded) {
        if (remains.beans() > 0) {
            throw ConsoleException.noConnection(
                    "the agent was told to leave " + target + ", but after " + Durations.words(bounded.timeout()) + " "
                            + remains.beans() + " of its beans are still there",
                    "wait longer with --timeout; a JVM that is paused or busy takes its time",
                    null);
        }
        String done = "detached from " + target
                + (remains.threads().isEmpty()
                        ? ": no bean and no thread of the agent is left"
                        : ": no bean of the agent is left; in the application's own code are still, and end with it, "
                                + String.join(", ", remains.threads()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("target", target);
        json.put("done", done);
        json.put("beans", remains.beans());
        json.put("threads", remains.threads());
        return Answer.line(json, done);
    }
}
