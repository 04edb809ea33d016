package dev.signalbox.examples.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final long MILLI = 1_000_000;

    private final Tally tally = new Tally();

    @Test
    void quantileIsTheSmallestLatencyThatTheShareDoesNotExceed() {
        List<Answer> answers =
                List.of(chat(0, 4, "large"), chat(0, 1, "large"), chat(0, 3, "large"), chat(0, 2, "large"));
        assertThat(Tally.millis(answers, 0.5)).isEqualTo(2);
        assertThat(Tally.millis(answers, 0.99)).isEqualTo(4);
        assertThat(Tally.millis(List.of(), 0.5)).isNaN();
    }

    @Test
    void switchAndReturnCountFromTheFaultsEnds() {
        tally.add(chat(0, 5, "small"));
        tally.add(chat(12, 14, "large"));
        tally.add(chat(13, 17, "small"));
        tally.add(chat(25, 26, "small"));
        tally.add(chat(29, 33, "large"));
        Fault fault = new Fault(Kind.CHAT, 10 * MILLI, 20 * MILLI);
        assertThat(fault.switchMillis(tally)).isEqualTo(7);
        assertThat(fault.returnMillis(tally)).isEqualTo(13);
    }

    @Test
    void neitherHappenedWithoutSuchAnAnswer() {
        tally.add(new Answer(Kind.CHAT, 12 * MILLI, 13 * MILLI, "", "502"));
        Fault fault = new Fault(Kind.CHAT, 10 * MILLI, 20 * MILLI);
        assertThat(fault.switchMillis(tally)).isNaN();
        assertThat(fault.returnMillis(tally)).isNaN();
    }

    @Test
    void onlyCallsWithinTheForcedTimeMustObey() {
        tally.add(chat(9, 11, "large"));
        tally.add(chat(11, 12, "mini"));
        tally.add(chat(12, 13, "large"));
        tally.add(chat(19, 21, "large"));
        Forced forced = new Forced(
                Kind.CHAT, "mini", 10 * MILLI, 20 * MILLI, 20 * MILLI, chat(10, 11, "mini"), chat(20, 21, "large"));
        assertThat(forced.calls(tally)).isEqualTo(2);
        assertThat(forced.disobedient(tally)).isEqualTo(1);
    }

    private static Answer chat(long startMillis, long endMillis, String chain) {
        return new Answer(Kind.CHAT, startMillis * MILLI, endMillis * MILLI, chain, "");
    }
}
