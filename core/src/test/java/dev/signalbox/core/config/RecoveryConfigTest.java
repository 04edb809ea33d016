package dev.signalbox.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.signalbox.core.config.DegradeConfig.Then;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a route says under {@code fail-over-when} and {@code degrade}. */
class RecoveryConfigTest {
    private static final String FILE = """
            models:
              large: { match: { library: langchain4j, name: gpt-4o } }
              local: { create: com.acme.Models::newLocal, nodes: many, max: 4 }
            routes:
              chat:
                call-sites: [langchain4j.chat]
                primary: large
                alternatives: [local]
                degrade: [ %s ]
            """;

    private static RecoveryConfig read(String rule) throws ConfigException {
        return Fixtures.READER
                .read(FILE.formatted(rule), "f.yaml")
                .routes()
                .get("chat")
                .recovery();
    }

    @Test
    void rulesWithTheirParametersAndDefaults() throws Exception {
        Condition slow = new Condition(Metric.P95, Comparison.ABOVE, 3000, Duration.ofSeconds(30));
        assertThat(read("{ when: p95 > 3s for 30s, then: rebalance }").degrade())
                .containsExactly(new DegradeConfig(slow, Then.REBALANCE, 0, Duration.ofMinutes(5), 0.1));
        assertThat(read("{ when: p95 > 3s for 30s, then: rebalance, floor: 25% }")
                        .degrade())
                .containsExactly(new DegradeConfig(slow, Then.REBALANCE, 0, Duration.ofMinutes(5), 0.25));
        assertThat(read("{ when: p95 > 3s for 30s, then: scale, to: 4, idle: 1m }")
                        .degrade())
                .containsExactly(new DegradeConfig(slow, Then.SCALE, 4, Duration.ofMinutes(1), 0.1));
        assertThat(read("{ when: p95 > 3s for 30s, then: failover }").degrade())
                .containsExactly(new DegradeConfig(slow, Then.FAILOVER));
        assertThat(read("{ when: heap > 90% for 10s, then: scale }").degrade()).hasSize(1);
        assertThat(read("").degrade()).isEmpty();
    }

    @Test
    void aModelThatIsCreatedMayHaveMany() throws Exception {
        ModelConfig local =
                Fixtures.READER.read(FILE.formatted(""), "f.yaml").models().get("local");
        assertThat(local.many()).isTrue();
        assertThat(local.max()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { when: p95 > 3 for 30s, then: scale }                   | .when: p95 needs a unit
            { then: scale }                                          | .when: is missing
            { when: errors > 5 }                                     | .then: is missing
            { when: errors > 5, then: restart }                      | .then: found 'restart'; allowed: rebalance, scale, failover
            { when: errors > 5, then: rebalance, to: 3 }             | .to: has no meaning without then: scale
            { when: errors > 5, then: failover, floor: 3% }          | .floor: has no meaning without then: rebalance
            { when: errors > 5, then: rebalance, floor: 0 }          | .floor: found 0.0; allowed: a share from 1% to 100%
            { when: heap > 90%, then: failover }                     | .when: heap is the same for all nodes, so that none is better than another
            { when: cpu > 90%, then: rebalance }                     | .when: cpu is the same for all nodes
            { when: errors > 5, then: scale, to: 8 }                 | .to: found 8, but the model 'local' has at most 4 nodes
            { when: errors > 5, then: scale, to: 1 }                 | .to: found '1'; allowed: a whole number from 2 to 64
            """)
    void saysWhatIsWrong(String rule, String told) {
        assertThatThrownBy(() -> read(rule))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("routes.chat.degrade[0]" + told);
    }

    @Test
    void whereNothingCanBeMadeTheNumberOfNodesHasToBeSaid() {
        String found = FILE.formatted("{ when: errors > 5, then: scale }").replace(", nodes: many, max: 4", "");
        assertThatThrownBy(() -> Fixtures.READER.read(found, "f.yaml"))
                .hasMessageContaining("routes.chat.degrade[0].to: is missing, and no model of the route has create");
    }

    @Test
    void aNumberOfNodesThatIsRefusedIsNotSaidToBeMissingToo() {
        String found =
                FILE.formatted("{ when: errors > 5, then: scale, to: 1 }").replace(", nodes: many, max: 4", "");
        assertThatThrownBy(() -> Fixtures.READER.read(found, "f.yaml"))
                .hasMessageContaining(".to: found '1'")
                .hasMessageNotContaining("is missing");
    }

    @Test
    void aRouteOfOneChainCannotFailOver() {
        String alone = FILE.formatted("{ when: errors > 5, then: failover }")
                .replace("    alternatives: [local]\n", "    fail-over-when: [ errors > 5 ]\n");
        assertThatThrownBy(() -> Fixtures.READER.read(alone, "f.yaml"))
                .hasMessageContaining("fail-over-when[0]: the route has no chain to fail over to")
                .hasMessageContaining("degrade[0].then: the route has no chain to fail over to");
    }
}
