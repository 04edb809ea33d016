package dev.signalbox.console;

import java.io.PrintWriter;
import java.nio.charset.Charset;

/** Runs the console and ends with its exit code. */
public final class Main {
    private Main() {}

    /** Runs one command line. */
    public static void main(String[] args) {
        Charset charset = Charset.defaultCharset();
        PrintWriter out = new PrintWriter(System.out, true, charset);
        PrintWriter err = new PrintWriter(System.err, true, charset);
        // exit, not return: RMI and a JVM that never answers may hold threads.
        System.exit(SignalboxCommand.commandLine(out, err).execute(args));
    }
}
