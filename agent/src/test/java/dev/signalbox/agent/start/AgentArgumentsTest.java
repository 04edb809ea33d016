package dev.signalbox.agent.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentArgumentsTest {
    @Test
    void readsWhatIsKnown() {
        assertThat(AgentArguments.parse("config=a=b.yaml, log=agent.log,log-level=debug"))
                .isEqualTo(new AgentArguments(new File("a=b.yaml"), new File("agent.log"), "debug", List.of()));
    }

    @Test
    void nothingIsFine() {
        assertThat(AgentArguments.parse(null)).isEqualTo(AgentArguments.parse(","));
    }

    @Test
    void tellsWhatItDoesNotKnow() {
        assertThat(AgentArguments.parse("conf=x,config,log=y").problems())
                .containsExactly(
                        "agent argument 'conf' is unknown; known are config=FILE, log=FILE, log-level=LEVEL",
                        "agent argument 'config' has no value; known are config=FILE, log=FILE, log-level=LEVEL");
    }
}
