package dev.signalbox.console.output;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The options that say how a verb answers. */
public final class OutputOptions {
    @Option(names = "--json", description = "Answer with one JSON document on stdout; errors too.")
    private boolean json;

    @Option(names = "--verbose", description = "Show the stack trace of an error on stderr.")
    private boolean verbose;

    /** Whether the answer is read by a program. */
    public boolean json() {
        return json;
    }

    /** Whether an error's stack trace is wanted. */
    public boolean verbose() {
        return verbose;
    }

    /** Writes an answer. */
    public void print(PrintWriter out, Answer answer) {
        if (json) {
            out.println(Json.document(answer.json()));
        } else {
            out.print(answer.text().apply(Style.colourIsWelcome()));
        }
        out.flush();
    }
}
