package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import dev.signalbox.agent.testing.AgentJars;
import dev.signalbox.agent.testing.ChildJvm;
import dev.signalbox.agent.testing.HeapDump;
import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Jmx;
import dev.signalbox.agent.testing.Serving;
import dev.signalbox.agent.testing.WebApps;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
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

    @ParameterizedTest
    @MethodSource("jdks")
    void streamsThatAreOpenAtADetachEndAsTheLibraryEndsThemAndNothingOfOursLivesOn(Jdk jdk) throws Exception {
        Path config = Serving.file(WebAppsIT.config("shop"));
        ChildJvm plain = WebApps.alone(jdk);
        try (Serving serving = Serving.started(plain, config)) {
            assertThat(serving.ask("stream small hold")).as("before").isEqualTo("shop-small ...");
            attach(serving.pid(), "config=" + config);
            Jmx.await("a call that is made good", () -> {
                serving.ask("down large 0");
                for (String call : List.of("stream small", "stream large", "chat small", "chat large")) {
                    serving.ask(call + " now");
                }
                serving.ask("down large");
                return serving.ask("stream large now").equals("shop-small says; shop-small says now")
                        && serving.ask("chat large now").equals("shop-small says now");
            });
            assertThat(serving.ask("stream large hold")).as("made good").isEqualTo("shop-small ...");
            serving.ask("down large 0");
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
            serving.ask("down large");

            serving.jmx().detachAgent();

            assertThat(serving.ask("chat large after")).contains("shop-large is down");
            assertThat(serving.ask("stream large after")).contains("shop-large is down");
            assertThat(serving.ask("end")).isEqualTo("ended 2");
            assertThat(serving.ask("told")).isEqualTo("shop-small says; shop-small says hold. ".repeat(2));
            HeapDump dump = HeapDump.of(serving.jmx());
            assertThat(dump.count("dev.signalbox.").entrySet())
                    .as(() -> dump.pathTo("dev.signalbox.agent.library.langchain4j.RoutedHandler"))
                    .noneMatch(each -> each.getValue() > 0);
            assertThat(dump.count("app.App")).containsEntry("app.App", 1);

            attach(serving.pid(), "config=" + config);
            Jmx.await("a call that is made good again", () -> {
                serving.ask("chat small again");
                return serving.ask("chat large again").equals("shop-small says again");
            });
            serving.jmx().detachAgent();
            assertThat(serving.ask("chat large once more")).contains("shop-large is down");
            String user = System.getProperty("user.name");
            assertThat(serving.end().err().lines().filter(line -> line.contains("[signalbox]")))
                    .hasSize(2)
                    .allMatch(line -> line.endsWith(" WARN The agent leaves this JVM: detach by " + user + " (local)"));
        }
    }

    private static void attach(long pid, String arguments) throws Exception {
        VirtualMachine vm = VirtualMachine.attach(Long.toString(pid));
        vm.loadAgent(AgentJars.built().toString(), arguments);
        vm.detach();
    }
}
