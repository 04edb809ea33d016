package dev.signalbox.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.core.config.RetryConfig;
import org.junit.jupiter.api.Test;

/** The journal and its incidents are bounded, and keep what matters. */
class RecoveryJournalTest {
    private final RecoveryJournal journal = new RecoveryJournal();

    private Incident begin(String key) {
        return journal.begin(
                key, RecoveryType.ROUTING, key, Severity.LOW, RecoveryStatus.IN_PROGRESS, new Retry(RetryConfig.NONE));
    }

    @Test
    void keepsTheLast256ThatEndedAndCountsAll() {
        for (int i = 0; i < 300; i++) {
            begin("k" + i).change(i, RecoveryStatus.COMPLETED, Severity.MEDIUM, "over");
            journal.end("k" + i);
        }
        begin("open").change(1, RecoveryStatus.IN_PROGRESS, Severity.HIGH, "failing");
        assertThat(journal.list()).hasSize(257);
        assertThat(journal.list().get(0).subject()).isEqualTo("k44");
        assertThat(journal.list().get(256).subject()).isEqualTo("open");
        assertThat(journal.count(RecoveryStatus.COMPLETED)).isEqualTo(300);
        assertThat(journal.count(RecoveryStatus.IN_PROGRESS)).isEqualTo(1);
        assertThat(journal.count(Severity.MEDIUM)).isEqualTo(300);
        assertThat(journal.count(Severity.HIGH)).isEqualTo(1);
    }

    @Test
    void aHistoryKeepsItsBeginningAndItsLastChanges() {
        Incident incident = begin("k");
        incident.change(0, RecoveryStatus.IN_PROGRESS, Severity.LOW, "began");
        for (int i = 1; i <= 100; i++) {
            incident.note(i, "step " + i);
        }
        assertThat(incident.snapshot().history()).hasSize(16);
        assertThat(incident.snapshot().beganMillis()).isZero();
        assertThat(incident.snapshot().last().note()).isEqualTo("step 100");
    }

    @Test
    void aSeverityNeverFalls() {
        Incident incident = begin("k");
        assertThat(incident.change(0, RecoveryStatus.IN_PROGRESS, Severity.HIGH, "seen"))
                .isTrue();
        assertThat(incident.change(1, RecoveryStatus.IN_PROGRESS, Severity.LOW, "better"))
                .isFalse();
        assertThat(incident.severity()).isEqualTo(Severity.HIGH);
    }
}
