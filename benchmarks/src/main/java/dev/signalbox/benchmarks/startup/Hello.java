package dev.signalbox.benchmarks.startup;

import java.io.IOException;

/** The application whose start is measured: it prints a line and ends, or waits for its standard input where it is told to. */
final class Hello {
    private Hello() {}

    public static void main(String[] args) throws IOException {
        System.out.println("hello");
        if (args.length > 0) {
            var unused = System.in.read();
        }
    }
}
