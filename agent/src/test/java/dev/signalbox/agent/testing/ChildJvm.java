package dev.signalbox.agent.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM to be started by a test, with or without the agent. Immutable: each method gives a new one. */
public record ChildJvm(Jdk jdk, List<String> options, List<String> command, Map<String, String> environment) {
    private static final int LONGEST_RUN_SECONDS = 120;

    /** A JVM of a JDK. */
    public static ChildJvm on(Jdk jdk) {
        return new ChildJvm(jdk, List.of(), List.of(), Map.of());
    }

    /** With more JVM options. */
    public ChildJvm options(String... more) {
        return new ChildJvm(jdk, plus(options, List.of(more)), command, environment);
    }

    /** With an agent. */
    public ChildJvm agent(Path jar, String arguments) {
        return options("-javaagent:" + jar + (arguments.isEmpty() ? "" : "=" + arguments));
    }

    /** With an environment variable. */
    public ChildJvm environment(String name, String value) {
        Map<String, String> more = new java.util.TreeMap<>(environment);
        more.put(name, value);
        return new ChildJvm(jdk, options, command, more);
    }

    /** Runs a main class. */
    public ChildJvm main(Path classPath, String main, String... arguments) {
        return command(plus(List.of("-cp", classPath.toString(), main), List.of(arguments)));
    }

    /** Runs whatever stands behind the options on the command line. */
    public ChildJvm command(List<String> words) {
        return new ChildJvm(jdk, options, words, environment);
    }

    /**
     * What a JVM that ended has left.
     *
     * @param out all of stdout
     * @param err all of stderr
     */
    public record Result(int exit, String out, String err) {}

    /** Runs the JVM to its end. */
    public Result run() {
        return start().finish();
    }

    /** Starts the JVM and leaves it running. */
    public Running start() {
        try {
            Path err = Files.createTempFile("child", ".err");
            List<String> line = plus(plus(List.of(jdk.tool("java").toString()), options), command);
            ProcessBuilder builder = new ProcessBuilder(line).redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.contains("JAVA_"));
            builder.environment().putAll(environment);
            return new Running(builder.start(), err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> plus(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** A JVM that runs: tests read its stdout line by line and write to its stdin. */
    public static final class Running implements AutoCloseable {
        private final Process process;
        private final Path err;
        private final BufferedReader reader;
        private final StringBuilder out = new StringBuilder();

        Running(Process process, Path err) {
            this.process = process;
            this.err = err;
            this.reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        /** The process id. */
        public long pid() {
            return process.pid();
        }

        /** Reads stdout up to a line that is this one. */
        public void awaitLine(String wanted) {
            readUntil(wanted);
        }

        /** Reads stdout up to a line that is this one, and gives the lines before it. */
        public List<String> readUntil(String wanted) {
            List<String> before = new ArrayList<>();
            try {
                String line = reader.readLine();
                while (line != null) {
                    out.append(line).append('\n');
                    if (line.equals(wanted)) {
                        return before;
                    }
                    before.add(line);
                    line = reader.readLine();
                }
                throw new AssertionError(
                        "no line '" + wanted + "' in:\n" + out + "\nstderr:\n" + Files.readString(err));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Reads the next line of stdout. */
        public String nextLine() {
            try {
                String line = reader.readLine();
                if (line == null) {
                    throw new AssertionError("ended after:\n" + out + "\nstderr:\n" + Files.readString(err));
                }
                out.append(line).append('\n');
                return line;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Closes stdin. */
        public void endOfInput() {
            try {
                process.outputWriter(StandardCharsets.UTF_8).close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Writes a line to stdin. */
        public void send(String line) {
            try {
                Writer in = process.outputWriter(StandardCharsets.UTF_8);
                in.write(line + "\n");
                in.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Waits for the end. */
        public Result finish() {
            try {
                int c = reader.read();
                while (c >= 0) {
                    out.append((char) c);
                    c = reader.read();
                }
                if (!process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("the child JVM did not end; stdout:\n" + out);
                }
                return new Result(process.exitValue(), out.toString(), Files.readString(err));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
