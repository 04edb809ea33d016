package dev.signalbox.core.engine;

import dev.signalbox.core.call.Failures;
import dev.signalbox.core.model.Node;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The nodes that are being taken away. Each is given no new call from the next plan on, and refuses those that follow an older
 * one; once it has had none in flight for 10 s it is a node no more, and is closed if we made it. The engine's lock guards it, but
 * for {@link #close}.
 */
final class Leavers {
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Host host;
    private final Failures failures;
    private final Binder binder;
    private final List<Leaver> leavers = new ArrayList<>();
    private final List<Leaver> gone = new ArrayList<>();

    Leavers(Host host, Failures failures, Binder binder) {
        this.host = host;
        this.failures = failures;
        this.binder = binder;
    }

    private static final class Leaver {
        private final Node node;
        private final boolean ours;
        private long idleSinceNanos;

        Leaver(Node node, boolean ours, long now) {
            this.node = node;
            this.ours = ours;
            this.idleSinceNanos = now;
        }
    }

    /**
     * Begins to take a node away.
     *
     * @param ours whether its instance was made for us, by a factory that had not returned it before
     */
    void add(Node node, boolean ours, long now) {
        node.leave();
        leavers.add(new Leaver(node, ours, now));
    }

    /** Lets nodes go that are drained; true where plans have to be made anew. */
    boolean tick(Topology topology, long now) {
        boolean changed = false;
        for (Iterator<Leaver> all = leavers.iterator(); all.hasNext(); ) {
            Leaver leaver = all.next();
            if (leaver.node.inFlight() > 0) {
                leaver.idleSinceNanos = now;
            } else if (now - leaver.idleSinceNanos >= DRAIN_NANOS) {
                all.remove();
                ModelState model = topology.models().get(leaver.node.model());
                changed |= model != null && model.nodes().remove(leaver.node);
                binder.reconsider(leaver.node.instance());
                gone.add(leaver);
            }
        }
        return changed;
    }

    /** The nodes that are to be closed now, each on a thread of its own; empty the next time. */
    List<Runnable> drained() {
        List<Runnable> work = new ArrayList<>();
        for (Leaver leaver : gone) {
            work.add(() -> close(leaver));
        }
        gone.clear();
        return work;
    }

    private void close(Leaver leaver) {
        Object instance = leaver.node.instance().get();
        if (instance == null) {
            return;
        }
        host.letGo(instance);
        // Only a call of the application's own can have come since; whoever calls it holds it, and closes it.
        if (leaver.ours && instance instanceof AutoCloseable closeable && leaver.node.inFlight() == 0) {
            try {
                closeable.close();
            } catch (Throwable theirs) {
                failures.count("closing of " + leaver.node.name(), theirs);
            }
        }
    }
}
