package dev.signalbox.benchmarks.overload;

/** What a request holds until it is answered: 2 MB, in pieces as parsers make them, none of which is large to the collector. */
final class Body {
    private static final int PIECES = 64;
    private static final int PIECE = 32 * 1024;

    private final byte[][] pieces = new byte[PIECES][PIECE];

    /** The bytes held. */
    long size() {
        return (long) pieces.length * pieces[0].length;
    }
}
