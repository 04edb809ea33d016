package dev.signalbox.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A key of its own for a test, made by the JDK's keytool. */
final class Tls {
    private Tls() {}

    static Path keyStore(Path dir) throws IOException, InterruptedException {
        Path store = dir.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(Child.java()).resolveSibling("keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        "jmx",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(said);
        }
        return store;
    }

    /** {@code which} is {@code keyStore} or {@code trustStore}. */
    static List<String> properties(String which, Path store) {
        return List.of("-Djavax.net.ssl." + which + "=" + store, "-Djavax.net.ssl." + which + "Password=changeit");
    }
}
