package dev.signalbox.agent.testengine;

import dev.signalbox.agent.site.SiteMethod;
import dev.signalbox.agent.site.SitePattern;
import dev.signalbox.agent.start.Agent;
import dev.signalbox.agent.start.EngineBootstrap;
import dev.signalbox.core.site.CallGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An engine whose config is lines of words: {@code gate MODE}, {@code events FILE}, {@code site ID TYPE METHOD
 * [PARAMETERTYPE..]} and, to have the transformer wait for it, the word {@code call-sites}.
 */
public final class TestEngine implements EngineBootstrap {
    @Override
    public List<SitePattern> userSites(Agent agent) {
        List<SitePattern> sites = new ArrayList<>();
        for (List<String> words : lines(agent)) {
            if (words.get(0).equals("site")) {
                List<String> parameters = words.size() > 4 ? words.subList(4, words.size()) : null;
                String id = words.get(1);
                sites.add(new SitePattern(
                        id,
                        words.get(2),
                        List.of(new SiteMethod(words.get(3), parameters, true)),
                        host -> new TestAdapter(id, host.root(), host.lookup(), words.get(3))));
            }
        }
        return sites;
    }

    @Override
    public CallGate start(Agent agent) {
        String mode = "observe";
        Path events = null;
        for (List<String> words : lines(agent)) {
            mode = words.get(0).equals("gate") ? words.get(1) : mode;
            events = words.get(0).equals("events") ? Path.of(words.get(1)) : events;
        }
        try {
            TestGate gate = new TestGate(mode, agent, events == null ? null : Files.newBufferedWriter(events));
            agent.onDetach(gate::close);
            return gate;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<List<String>> lines(Agent agent) {
        String text = agent.config().text();
        return text == null
                ? List.of()
                : text.lines()
                        .filter(line -> !line.isBlank())
                        .map(line -> Arrays.asList(line.split(" ")))
                        .toList();
    }
}
