package dev.signalbox.agent.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.signalbox.core.control.Names;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators type wrongly is refused with what would be right, and changes nothing. */
class RefusedArgumentsTest {
    private static final ObjectName CHAT = Names.route("chat");
    private Remote remote;

    @BeforeEach
    void start() throws Exception {
        remote = new Remote();
        remote.invoke(CHAT, "failOver", "small", "1h", "the state that must stay");
    }

    @AfterEach
    void stop() throws Exception {
        remote.close();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", textBlock = """
                    tiny,   '',    '',      unknown 'tiny'; known: large, small
                    null,   '',    '',      nothing was given; known: large, small
                    '',     '',    '',      nothing was given; known: large, small
                    ' ',    '',    '',      nothing was given; known: large, small
                    String, '',    '',      'String' is only the text that JConsole puts into an empty field; known: large, small
                    large,  String, '',     'String' is only the text that JConsole puts into an empty field; allowed: a whole number
                    large,  soon,  '',      not a length of time: 'soon'; allowed: a whole number and a unit
                    large,  -5m,   '',      not a length of time: '-5m'; allowed:
                    large,  0s,    '',      out of range: '0s'; allowed: a whole number and a unit (ms, s, m or h), such as 100ms, 30s, 5m or 1h, from 1s to 168h, or empty for no end
                    large,  999h,  '',      out of range: '999h'; allowed:
                    large,  99999999999h, '', not a length of time:
                    large,  '',    String,  'String' is only the text that JConsole puts into an empty field; say why, or leave it empty
                    """)
    void isRefusedAndChangesNothing(String chain, String duration, String reason, String message) throws Exception {
        refused(catchThrowable(() -> remote.invoke(CHAT, "failOver", chain, duration, reason)), message);
    }

    @Test
    void theShortFormIsCheckedToo() throws Exception {
        refused(catchThrowable(() -> remote.invoke(CHAT, "failOver", "String")), "known: large, small");
        refused(catchThrowable(() -> remote.invoke(CHAT, "failOver", (Object) null)), "known: large, small");
    }

    @Test
    void anEndlessReasonIsRefused() throws Exception {
        refused(
                catchThrowable(() -> remote.invoke(CHAT, "failOver", "large", "", "x".repeat(501))),
                "501 characters; allowed: at most 500");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", textBlock = """
                    larg#0,  error, 0.5, 30s, '',   unknown 'larg#0'; known: large#0, small#0
                    large#0, slow,  0.5, 30s, '',   unknown 'slow'; known: error, rate-limit, latency, hang
                    large#0, error, 0,   30s, '',   share: out of range: 0.0; allowed: above 0 and up to 1
                    large#0, error, NaN, 30s, '',   share: out of range: NaN
                    large#0, error, 1.5, 30s, '',   share: out of range: 1.5
                    large#0, error, 0.5, '',  '',   duration: not a length of time: ''; allowed: a whole number and a unit
                    large#0, error, 0.5, 2h,  '',   from 1s to 1h
                    large#0, latency, 0.5, 30s, 1h, from 1ms to 10m
                    """)
    void aDrillIsRefusedAndChangesNothing(
            String node, String kind, double share, String duration, String latency, String message) throws Exception {
        refused(
                catchThrowable(
                        () -> remote.invoke(Names.agent(), "drill", node, kind, share, duration, latency, false)),
                message);
        assertThat(remote.<Object[]>read(Names.agent(), "Drills")).isEmpty();
    }

    private void refused(Throwable thrown, String message) throws Exception {
        assertThat(thrown).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(thrown.getCause().getMessage()).contains(message);
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            assertThat(t.getClass().getModule().getName()).startsWith("java.");
        }
        assertThat(remote.<String>read(CHAT, "ForcedChain")).isEqualTo("small");
        assertThat(remote.<Double>read(CHAT, "ForcedSecondsLeft")).isEqualTo(3600.0);
        assertThat(remote.call()).isEqualTo("small:q");
    }

    @Test
    void aNameIsTakenWithSpacesAroundIt() throws Exception {
        remote.invoke(CHAT, "failOver", " large ", " 30s ", null);
        assertThat(remote.call()).isEqualTo("large:q");
        assertThat(remote.<Double>read(CHAT, "ForcedSecondsLeft")).isEqualTo(30.0);
    }
}
