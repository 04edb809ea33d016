package dev.signalbox.console.verbs;

import dev.signalbox.console.connect.Bounded;
import dev.signalbox.console.connect.Connection;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A connection over which more than one thing is asked, each within the time limit. */
final class Session implements AutoCloseable {
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Bounded bounded;
    private final String target;
    private final Connection connection;

    /** Connects. */
    Session(Bounded bounded, String target, Callable<Connection> open) {
        this.bounded = bounded;
        this.target = target;
        this.connection = bounded.call(target, open);
    }

    /** What is asked of the other side. */
    interface Question<T> {
        T ask(Connection connection) throws Exception;
    }

    <T> T ask(Question<T> question) {
        return bounded.call(target, () -> question.ask(connection));
    }

    /** Asks again and again for as long as one answer may take; the last answer, be it what was waited for or not. */
    <T> T await(Question<T> question, Predicate<T> enough) {
        long beganNanos = System.nanoTime();
        while (true) {
            T answer = ask(question);
            if (enough.test(answer)
                    || System.nanoTime() - beganNanos >= bounded.timeout().toNanos()) {
                return answer;
            }
            LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
        }
    }

    /** Does not wait: a JVM that hangs would not let go. */
    @Override
    public void close() {
        var unused = bounded.start("closing", () -> {
            connection.close();
            return "closed";
        });
    }
}
