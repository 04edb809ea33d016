package dev.signalbox.console.verbs;

import dev.signalbox.console.ConsoleException;
import dev.signalbox.console.connect.Bounded;
import dev.signalbox.console.connect.Connection;
import dev.signalbox.console.connect.Targets.Target;
import java.util.List;
import picocli.CommandLine.Mixin;

/** A verb that is meant for one JVM. */
@SuppressWarnings("NullAway.Init") // picocli sets the field before call()
public abstract class ConnectedVerb extends Verb {
    @Mixin
    private TargetOptions targets;

    Target target(Bounded bounded) {
        return targets.find(bounded);
    }

    final TargetOptions targets() {
        return targets;
    }

    static Connection connect(Target target) throws Exception {
        Connection connection = target.open();
        if (!connection.carriesAgent()) {
            connection.close();
            throw ConsoleException.noTarget(
                    target.words() + " carries no Signalbox agent",
                    "start it with -javaagent:signalbox-agent.jar; 'list' shows the local JVMs that have it",
                    List.of());
        }
        return connection;
    }
}
