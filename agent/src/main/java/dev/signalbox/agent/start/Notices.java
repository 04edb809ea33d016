package dev.signalbox.agent.start;

import dev.signalbox.agent.link.CallSites;
import dev.signalbox.agent.link.EngineDoor;
import dev.signalbox.agent.link.NoteLog;
import dev.signalbox.agent.weave.SiteReports;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What is to be logged but was met where logging is not allowed: kept until a thread of ours comes by. */
final class Notices implements SiteReports, NoteLog {
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final EngineDoor door;
    private @Nullable CallSites callSites;

    Notices(EngineDoor door) {
        this.door = door;
    }

    void callSites(CallSites sites) {
        callSites = sites;
    }

    @Override
    public void note(String line) {
        lines.add(line);
    }

    @Override
    public void refused(String siteId, String reason) {
        if (callSites != null) {
            callSites.note(siteId, reason);
        }
    }

    @Override
    public void locked(String siteId, String method) {
        if (callSites != null) {
            callSites.locked(siteId, method);
        }
    }

    @Override
    public void failed(String where, Throwable failure) {
        lines.add(where + " failed: " + failure);
        door.failed(where, failure);
    }

    @Override
    public void flush() {
        for (String line = lines.poll(); line != null; line = lines.poll()) {
            LoggerFactory.getLogger("signalbox.agent").warn(line);
        }
    }
}
