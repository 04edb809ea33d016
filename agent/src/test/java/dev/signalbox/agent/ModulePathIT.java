package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.signalbox.agent.testing.ChildJvm;
import dev.signalbox.agent.testing.Fixtures;
import dev.signalbox.agent.testing.Jdk;
import dev.signalbox.agent.testing.Serving;
import dev.signalbox.agent.testing.WebApps;
import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An application in a named module that opens nothing, with LangChain4j on the module path. */
class ModulePathIT {
    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void chatsStreamsAndVectorsAreMadeGood(Jdk jdk) {
        String libraries = WebApps.classPath(WebApps.langchain4j().stream()
                .filter(jar -> !jar.toString().contains("kotlin"))
                .toList());
        Path classes = Fixtures.compileModule("app", "named", 17, libraries);
        ChildJvm plain = ChildJvm.on(jdk)
                .options("-XX:TieredStopAtLevel=1", "-Xmx128m")
                // LangChain4j names no module that it needs
                .options("--add-modules=org.slf4j,com.fasterxml.jackson.databind")
                .command(List.of("--module-path", classes + File.pathSeparator + libraries, "-m", "app/app.Main"));
        try (Serving serving = Serving.with(plain, WebAppsIT.config("shop"))) {
            assertThat(serving.ask("chat large hi")).isEqualTo("shop-large says hi");
            assertThat(serving.ask("stream large hi")).isEqualTo("shop-large says; shop-large says hi");
            assertThat(serving.ask("embed hi")).isEqualTo("here");
            serving.awaitChain("shop-chat", "shop-small");
            serving.awaitChain("shop-stream", "shop-small-stream");
            serving.awaitChain("shop-embed", "shop-elsewhere");
            serving.ask("down large");
            serving.ask("down here");
            assertThat(serving.ask("chat large hi")).isEqualTo("shop-small says hi");
            assertThat(serving.ask("stream large hi")).isEqualTo("shop-small says; shop-small says hi");
            assertThat(serving.ask("embed hi")).isEqualTo("elsewhere");
            assertThat(serving.jmx().agent().getLastInternalErrors()).isEmpty();
            assertThat(serving.end().err()).doesNotContain("signalbox");
        }
    }
}
