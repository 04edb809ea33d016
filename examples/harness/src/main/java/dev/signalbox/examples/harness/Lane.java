package dev.signalbox.examples.harness;

import dev.signalbox.examples.provider.Behaviour;
import dev.signalbox.examples.provider.Provider;
import dev.signalbox.examples.provider.RecordedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One of the two sides that are compared: an application and its providers. */
final class Lane implements AutoCloseable {
    private final Provider east = new Provider();
    private final Provider west = new Provider();
    private final App app;

    Lane(Jdk jdk, List<String> options, Command command, Path log) throws IOException {
        app = new App(jdk, options, command.line(east.url(), west.url()), log);
    }

    App app() {
        return app;
    }

    /** Calls the application once while the fault is there. */
    Seen call(Caller caller, Shape shape, Fault fault) throws InterruptedException {
        Provider provider = shape.primary().region() == Region.EAST ? east : west;
        String model = shape.primary().model();
        provider.behave(model, Behaviour.OK);
        provider.next(model, fault.script().toArray(Behaviour[]::new));
        Seen seen = call(caller, shape);
        // What the call did not use up must not meet the next one; and a request that hangs is let go.
        provider.behave(model, Behaviour.OK);
        return seen;
    }

    /** Calls the application once. */
    Seen call(Caller caller, Shape shape) throws InterruptedException {
        long eastern = east.count();
        long western = west.count();
        Reply reply = caller.post(shape.path(), shape.body());
        List<Seen.Ask> asks = new ArrayList<>();
        for (RecordedRequest request : east.since(eastern)) {
            asks.add(new Seen.Ask(Region.EAST, request));
        }
        for (RecordedRequest request : west.since(western)) {
            asks.add(new Seen.Ask(Region.WEST, request));
        }
        return new Seen(reply, asks);
    }

    @Override
    public void close() {
        app.close();
        east.close();
        west.close();
    }
}
