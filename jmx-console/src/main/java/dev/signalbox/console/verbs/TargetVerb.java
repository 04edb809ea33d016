package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.Bounded;
import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.connect.Targets.Target;
import dev.signalbox.console.output.Answer;
import java.io.IOException;

/** A verb that asks one JVM and tells its answer. */
public abstract class TargetVerb extends ConnectedVerb {
    /** Asks the agent; runs within the time limit. */
    abstract Answer ask(Connection connection) throws IOException;

    @Override
    public Integer call() {
        Bounded bounded = timeout().bounded();
        Target target = target(bounded);
        Answer answer = bounded.call(target.words(), () -> {
            try (Connection connection = connect(target)) {
                return ask(connection);
            }
        });
        output().print(out(), answer);
        return answer.exitCode();
    }
}
