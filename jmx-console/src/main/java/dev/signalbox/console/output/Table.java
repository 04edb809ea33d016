package dev.signalbox.console.output;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, in aligned columns; numbers stand on the right. */
public final class Table {
    private record Cell(String text, Style style, boolean right) {}

    private final List<String> headings;
    private final List<List<Cell>> rows = new ArrayList<>();
    private List<Cell> row = new ArrayList<>();

    /** A table without rows. */
    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /** Begins a row. */
    public Table row() {
        row = new ArrayList<>();
        rows.add(row);
        return this;
    }

    /** Adds a text; an empty one shows as a dash. */
    public Table text(String text) {
        return text(text, Style.PLAIN);
    }

    /** Adds a state's word in its colour. */
    public Table state(String state) {
        return text(state, Style.of(state));
    }

    /** Adds a text in a style. */
    public Table text(String text, Style style) {
        row.add(new Cell(text.isEmpty() ? "-" : Words.printable(text), style, false));
        return this;
    }

    /** Adds a number, already in words. */
    public Table number(String number) {
        return number(number, Style.PLAIN);
    }

    /** Adds a number, already in words, in a style. */
    public Table number(String number, Style style) {
        row.add(new Cell(number, style, true));
        return this;
    }

    /** The lines, each ended; none at all where there are no rows. */
    public String render(boolean colour) {
        if (rows.isEmpty()) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        List<Cell> head = new ArrayList<>();
        for (int c = 0; c < headings.size(); c++) {
            head.add(new Cell(headings.get(c), Style.BOLD, rows.get(0).get(c).right()));
        }
        line(out, head, colour);
        rows.forEach(cells -> line(out, cells, colour));
        return out.toString();
    }

    private void line(StringBuilder out, List<Cell> cells, boolean colour) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < cells.size(); c++) {
            Cell cell = cells.get(c);
            String gap = " ".repeat(width(c) - cell.text().length());
            String painted = cell.style().paint(cell.text(), colour);
            line.append(c == 0 ? "" : "  ").append(cell.right() ? gap + painted : painted + gap);
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private int width(int column) {
        int width = headings.get(column).length();
        for (List<Cell> cells : rows) {
            width = Math.max(width, cells.get(column).text().length());
        }
        return width;
    }
}
