package dev.signalbox.benchmarks.sites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.benchmarks.call.Cost;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SiteTableTest {
    private final Map<State, Map<Site, Cost>> costs = new EnumMap<>(State.class);

    SiteTableTest() {
        for (State state : State.values()) {
            Map<Site, Cost> row = new EnumMap<>(Site.class);
            for (Site site : Site.values()) {
                row.put(site, new Cost(site.toString(), 1, 100 + 10 * state.ordinal(), 100, 24));
            }
            costs.put(state, row);
        }
    }

    @Test
    void tellsWhatEachStateAddsToADirectCall() {
        costs.get(State.REROUTED).put(Site.ONNX_RUN, new Cost("", 1, 250, 240, 40));
        assertThat(SiteTable.of(costs))
                .contains("| call | direct | off | observed | routed | rerouted |")
                .contains("| `onnxruntime.run` run | 100.0 ns, 24 B | 1.10x, +10.0 ns, +0 B | 1.20x, +20.0 ns, +0 B |"
                        + " 1.30x, +30.0 ns, +0 B | 2.50x, +150.0 ns, +16 B |");
    }

    @Test
    void namesTheCallsThatCostMoreThanTwiceTheOwnCallSites() {
        costs.get(State.ROUTED).put(Site.SPRING_AI_CALL, new Cost("", 1, 160, 150, 24));
        costs.get(State.REROUTED).put(Site.ONNX_RUN, new Cost("", 1, 181, 150, 24));
        assertThat(SiteTable.dear(costs))
                .containsExactly("`onnxruntime.run` run, rerouted: adds 2.0x what the own call site's does");
    }
}
