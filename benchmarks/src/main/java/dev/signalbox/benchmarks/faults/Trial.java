package dev.signalbox.benchmarks.faults;

import dev.signalbox.examples.provider.Provider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * One trouble behind one thing that stands between, in a JVM of its own.
 *
 * @param during what the caller got of it
 * @param after what the caller got next, when all was well again; empty where it does not pass
 */
record Trial(String during, String after) {
    static Trial run(Trouble trouble, Mode mode, List<String> options) throws IOException, InterruptedException {
        try (Provider provider = new Provider()) {
            List<String> command = new ArrayList<>();
            command.add(java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java")
                    .toString());
            command.addAll(options);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Asker.class.getName(), mode.name()));
            command.addAll(List.of(trouble.firstUrl(provider), provider.url()));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader answers = process.inputReader();
                    Writer questions = process.outputWriter()) {
                if (!says(answers).equals(says(Asker.SECOND))) {
                    throw new IOException("the application did not come up");
                }
                trouble.begin(provider);
                String during = ask(questions, answers);
                Trouble.end(provider);
                return new Trial(during, trouble.passes() ? ask(questions, answers) : "");
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
    }

    boolean isAnsweredBy(String model) {
        return during.equals(says(model));
    }

    boolean isAnsweredLaterBy(String model) {
        return after.isEmpty() || after.equals(says(model));
    }

    private static String ask(Writer questions, BufferedReader answers) throws IOException {
        questions.write("\n");
        questions.flush();
        return says(answers);
    }

    private static String says(BufferedReader answers) throws IOException {
        return String.valueOf(answers.readLine());
    }

    private static String says(String model) {
        return "This is " + model + ".";
    }
}
