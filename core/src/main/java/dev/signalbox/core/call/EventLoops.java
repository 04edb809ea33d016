package dev.signalbox.core.call;

import java.util.Set;

/** Tells threads that must never wait: those on which other calls make progress. They are known by the names of their types. */
final class EventLoops {
    /**
     * Reactor marks its own; Netty's event loops and Vert.x's run on threads of these classes, and so do some that may wait: a call
     * that goes to the next chain instead is the lesser evil.
     */
    private static final Set<String> TYPES = Set.of(
            "reactor.core.scheduler.NonBlocking",
            "io.netty.util.concurrent.FastThreadLocalThread",
            "io.vertx.core.impl.VertxThread",
            "kotlinx.coroutines.scheduling.CoroutineScheduler$Worker",
            "akka.dispatch.MonitorableThreadFactory$AkkaForkJoinWorkerThread",
            "org.apache.pekko.dispatch.MonitorableThreadFactory$PekkoForkJoinWorkerThread");

    private EventLoops() {}

    /** Whether a thread is one of them. It allocates and is slow: ask only before a wait. */
    static boolean has(Thread thread) {
        for (Class<?> type = thread.getClass(); type != null && type != Thread.class; type = type.getSuperclass()) {
            if (TYPES.contains(type.getName())) {
                return true;
            }
            for (Class<?> marker : type.getInterfaces()) {
                if (TYPES.contains(marker.getName())) {
                    return true;
                }
            }
        }
        return false;
    }
}
