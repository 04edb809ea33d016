package dev.signalbox.benchmarks.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An {@link Asker} in a JVM of its own. */
final class Application implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    private Application(Process process) {
        this.process = process;
        this.answers = process.inputReader();
        this.questions = process.outputWriter();
    }

    /** Starts it; it may not be there yet. */
    static Application start(Mode mode, List<String> options, String firstUrl, String secondUrl, Duration timeout)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Asker.class.getName(), mode.name()));
        command.addAll(List.of(firstUrl, secondUrl, String.valueOf(timeout.toMillis())));
        return new Application(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** Waits until it is there. */
    void awaitReady() throws IOException {
        if (!("This is " + Asker.SECOND + ".").equals(answers.readLine())) {
            throw new IOException("the application did not come up");
        }
    }

    /** Has it ask the question of this number; does not wait for the answer. */
    void ask(int number) {
        try {
            questions.write(number + "\n");
            questions.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next answer, in the order in which they come. */
    Answer answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the application ended");
        }
        return Answer.parse(line);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
