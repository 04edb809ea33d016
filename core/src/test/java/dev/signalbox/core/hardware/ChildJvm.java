package dev.signalbox.core.hardware;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * One run of {@link SampleMain} in a JVM of its own.
 *
 * @param read what it sampled
 * @param printed all it wrote to stdout and stderr
 * @param classes the classes it loaded, one log line each
 */
record ChildJvm(Properties read, String printed, List<String> classes) {
    static ChildJvm run(Path dir, String... options) throws IOException, InterruptedException {
        Path stored = dir.resolve("read.properties");
        Path printed = dir.resolve("printed.txt");
        Path classes = dir.resolve("classes.txt");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        // The agent brings a provider; here SLF4J would print that it has none.
        command.add("-Dslf4j.internal.verbosity=ERROR");
        command.add("-Xlog:class+load=info:file=" + classes + ":none:filecount=0");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SampleMain.class.getName()));
        command.add(stored.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // the JVM prints a line about it
        Process process = builder.redirectOutput(printed.toFile()).start();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the child JVM hangs: " + Files.readString(printed));
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("exit " + process.exitValue() + ": " + Files.readString(printed));
        }
        Properties read = new Properties();
        try (var in = Files.newInputStream(stored)) {
            read.load(in);
        }
        return new ChildJvm(read, Files.readString(printed), Files.readAllLines(classes));
    }

    List<String> loaded(String prefix) {
        return classes.stream().filter(line -> line.startsWith(prefix)).toList();
    }

    double number(String key) {
        return Double.parseDouble(read.getProperty(key));
    }
}
