package dev.signalbox.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalboxAgentTest {
    @ParameterizedTest
    @CsvSource({
        "jdk.compiler/com.sun.tools.javac.Main -d out App.java, true",
        "jdk.jcmd/sun.tools.jcmd.JCmd 17 help, true",
        "java.base/sun.security.tools.keytool.Main -list, true",
        "sun.tools.jps.Jps, true",
        "jdk.compiler/com.sun.tools.javac.launcher.Main App.java, false",
        "com.acme.Main jdk.compiler/x, false",
        "app/com.acme.Main, false",
        "/opt/app.jar, false",
        ", false"
    })
    void tellsToolsFromHosts(String command, boolean tool) {
        assertThat(SignalboxAgent.isJdkTool(command)).isEqualTo(tool);
    }
}
