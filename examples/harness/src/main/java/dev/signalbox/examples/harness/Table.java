package dev.signalbox.examples.harness;

import java.io.PrintStream;

/** What was seen, one row a fault, printed as it comes. */
final class Table {
    private static final String ROW = "  %-8s %-26s %-36s %-36s %s%n";

    private final PrintStream out;
    private String last = "";

    Table(PrintStream out) {
        this.out = out;
        out.println();
        out.printf(
                ROW,
                "call",
                "the primary's fault",
                "caller saw, without agent",
                "caller saw, with agent",
                "asked, with agent");
    }

    void add(Observation seen) {
        String shape = seen.shape().name();
        out.printf(
                ROW,
                shape.equals(last) ? "" : shape,
                seen.fault().name(),
                seen.without().reply().brief(),
                seen.with().reply().brief(),
                seen.with().asked());
        last = shape;
    }
}
