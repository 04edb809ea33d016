package dev.signalbox.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.site.AdapterFactory;
import dev.signalbox.agent.site.HostType;
import dev.signalbox.agent.site.SiteMethod;
import dev.signalbox.agent.site.SitePattern;
import dev.signalbox.core.control.CallSiteInfo;
import dev.signalbox.core.site.SiteAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CallSitesTest {
    private final List<String> lines = new ArrayList<>();
    private final CallSites sites = new CallSites(new EngineDoor(new CountDownLatch(1)), id -> 1, new NoteLog() {
        @Override
        public void note(String line) {
            lines.add(line);
        }

        @Override
        public void flush() {}
    });

    /** An adapter's settings: two of the same are equal, as two readings of one config entry are. */
    private record Settings(String replay) implements AdapterFactory {
        @Override
        public SiteAdapter create(HostType host) {
            throw new AssertionError("nothing is linked here");
        }
    }

    @Test
    void anEqualPatternIsTheOneThatIsThere() {
        SitePattern first = pattern("score", "score", "args");

        assertThat(sites.add(List.of(first))).containsExactly(first);
        SitePattern again = pattern("score", "score", "args");
        SitePattern other = pattern("rank", "rank", "args");
        assertThat(again).isEqualTo(first).isNotSameAs(first);
        assertThat(sites.changed(List.of(again, other))).isEmpty();
        assertThat(sites.add(List.of(again, other))).containsExactly(other);
        assertThat(sites.inService("score")).isSameAs(first);
    }

    @Test
    void aPatternThatIsWovenOtherwiseIsToldApart() {
        sites.add(List.of(pattern("score", "score", "args"), pattern("rank", "rank", "args")));

        assertThat(sites.changed(List.of(pattern("score", "score", "none")))).containsExactly("score");
        assertThat(sites.changed(List.of(pattern("rank", "score", "args"), pattern("new", "new", "args"))))
                .containsExactly("rank");
    }

    @Test
    void aSynchronizedMethodIsToldAndWarnedOfOnlyWhereCallsAreToBeRouted() {
        sites.add(List.of(pattern("score", "score", "args")));
        sites.locked("score", "com.acme.One.score");
        sites.locked("score", "com.acme.One.score");

        assertThat(info().note()).startsWith("com.acme.One.score is synchronized: observed, not routed");
        assertThat(lines).isEmpty();
        sites.setState("score", SiteState.ROUTED);
        assertThat(lines).singleElement().asString().contains("com.acme.One.score is synchronized");
        sites.setState("score", SiteState.ROUTED);
        sites.locked("score", "com.acme.Two.score");
        assertThat(lines).hasSize(2);
        assertThat(info().note()).startsWith("com.acme.One.score, com.acme.Two.score are synchronized");
    }

    private static SitePattern pattern(String id, String method, String replay) {
        return new SitePattern(
                id, "com.acme.Scorer", List.of(new SiteMethod(method, null, true)), new Settings(replay));
    }

    private CallSiteInfo info() {
        return sites.states().get(0);
    }
}
