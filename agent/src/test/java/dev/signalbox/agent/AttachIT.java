package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import dev.signalbox.agent.testing.AgentJars;
import dev.signalbox.agent.testing.ChildJvm;
import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Jmx;
import dev.signalbox.agent.testing.Serving;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent attached to a JVM that serves already: its model classes were loaded before the agent could see them. */
class AttachIT {
    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void instancesMadeBeforeTheAgentCameAreFoundByTheirNextCall(Jdk jdk) throws Exception {
        Path config = Serving.file(Serving.SITE + """
                models:
                  a: { match: { name: a } }
                  b: { match: { name: b } }
                routes:
                  ab: { call-sites: [answer], primary: a, alternatives: [b] }
                """);
        ChildJvm plain = Serving.plain(jdk);
        try (Serving serving = Serving.started(plain, config)) {
            serving.ask("new a");
            serving.ask("new b");
            assertThat(serving.ask("call a before")).isEqualTo("a answers before");
            attach(serving.pid(), "config=" + config);
            Jmx.await("both instances", () -> {
                assertThat(serving.ask("call b now")).isEqualTo("b answers now");
                assertThat(serving.ask("call a now")).isEqualTo("a answers now");
                return serving.jmx().route("ab").getCalls() > 0
                        && serving.jmx().chain("ab", "b").getRefusal().isEmpty();
            });
            serving.ask("set a fail");
            assertThat(serving.ask("call a after")).isEqualTo("b answers after");
            attach(serving.pid(), "");
            assertThat(serving.ask("call a still")).isEqualTo("b answers still");
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
            assertThat(serving.end().err().lines().filter(line -> line.startsWith("[signalbox]")))
                    .containsExactly(
                            "[signalbox] WARN the agent is already active in this JVM; ignoring the second -javaagent or attach");
        }
    }

    private static void attach(long pid, String arguments) throws Exception {
        VirtualMachine vm = VirtualMachine.attach(Long.toString(pid));
        vm.loadAgent(AgentJars.built().toString(), arguments);
        vm.detach();
    }
}
