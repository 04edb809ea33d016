package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.signalbox.agent.testing.HeapDump;
import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Serving;
import dev.signalbox.agent.testing.WebApps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Thousands of virtual threads call models that fail, all at once. */
class VirtualThreadsIT {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    /** From here on a monitor pins no virtual thread. */
    private static final int FIRST_WITHOUT_PINNING = 24;

    private static final int CROWD = 4_000;
    /** A slot for each call under way and one for an attempt within it, rounded up to a power of two. */
    private static final int MOST_SLOTS = 8_192;

    private static final String CALL = "dev.signalbox.core.call.Call";
    private static final String LOCALS = "java.lang.ThreadLocal$ThreadLocalMap$Entry";
    /** Threads of the JDK's own that come and go. */
    private static final int SLACK = 60;

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void eachIsAnsweredAndNothingGrows(Jdk jdk) throws IOException, InterruptedException {
        assumeThat(jdk.feature()).isGreaterThanOrEqualTo(FIRST_WITH_VIRTUAL_THREADS);
        Path recording = Files.createTempDirectory("recording").resolve("threads.jfr");
        try (Serving serving = Serving.with(
                WebApps.alone(jdk)
                        .options("-XX:StartFlightRecording:filename=" + recording
                                + ",jdk.VirtualThreadPinned#enabled=true,jdk.VirtualThreadPinned#threshold=0ms"
                                + ",jdk.VirtualThreadPinned#stackTrace=true"),
                WebAppsIT.config("shop"))) {
            serving.ask("chat large hi");
            serving.awaitChain("shop-chat", "shop-small");
            serving.awaitChain("shop-stream", "shop-small-stream");
            serving.ask("down large");
            assertThat(serving.ask("crowd " + CROWD)).isEqualTo(CROWD + " by small, 0 others");
            Instant warm = Instant.now(); // what loads a class is pinned while it does, and the others wait for it
            Map<String, Integer> before = HeapDump.of(serving.jmx()).count("");
            for (int round = 0; round < 3; round++) {
                assertThat(serving.ask("crowd " + CROWD)).isEqualTo(CROWD + " by small, 0 others");
            }
            Map<String, Integer> after = HeapDump.of(serving.jmx()).count("");

            assertThat(after.get(CALL)).as("slots").isLessThanOrEqualTo(MOST_SLOTS);
            assertThat(after.get(LOCALS)).as("thread locals").isLessThan(before.get(LOCALS) + SLACK);
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
            assertThat(serving.end().exit()).isZero();
            if (jdk.feature() >= FIRST_WITHOUT_PINNING) {
                assertThat(pinned(recording, warm)).isEmpty();
            }
        }
    }

    /** The events of virtual threads that were pinned while they ran code of ours, from a moment on. */
    private static List<RecordedEvent> pinned(Path recording, Instant from) throws IOException {
        List<RecordedEvent> pinned = new ArrayList<>();
        boolean recorded = false;
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                recorded = true;
                if (event.getEventType().getName().equals("jdk.VirtualThreadPinned")
                        && event.getStartTime().isAfter(from)
                        && event.getStackTrace() != null
                        && event.getStackTrace().getFrames().stream()
                                .anyMatch(frame ->
                                        frame.getMethod().getType().getName().startsWith("dev.signalbox."))) {
                    pinned.add(event);
                }
            }
        }
        assertThat(recorded).as("the recording holds events").isTrue();
        return pinned;
    }
}
