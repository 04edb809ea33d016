package dev.signalbox.core.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Where in the file something stands: the path of its key, the line and the column. The path is only rendered for a problem. */
final class Place {
    private final @Nullable Place parent;
    private final String segment;
    private final int line;
    private final int column;

    private Place(@Nullable Place parent, String segment, int line, int column) {
        this.parent = parent;
        this.segment = segment;
        this.line = line;
        this.column = column;
    }

    /** The file as a whole. */
    static Place ofFile() {
        return new Place(null, "", 1, 1);
    }

    /** The key below this one that the node spells. */
    Place key(String name, Node node) {
        return new Place(this, name, line(node, line), column(node, column));
    }

    /** The element of this list. */
    Place element(int index, Node node) {
        return new Place(this, "[" + index + "]", line(node, line), column(node, column));
    }

    /** The same key, at its value. */
    Place at(Node node) {
        return new Place(parent, segment, line(node, line), column(node, column));
    }

    /** The key below this one that is missing; it is told at this place. */
    Place missing(String name) {
        return new Place(this, name, line, column);
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    String path() {
        String prefix = parent == null ? "" : parent.path();
        String name = Texts.oneLine(segment);
        return prefix.isEmpty() || segment.startsWith("[") ? prefix + name : prefix + "." + name;
    }

    private static int line(Node node, int otherwise) {
        Optional<Mark> mark = node.getStartMark();
        return mark.isPresent() ? mark.get().getLine() + 1 : otherwise;
    }

    private static int column(Node node, int otherwise) {
        Optional<Mark> mark = node.getStartMark();
        return mark.isPresent() ? mark.get().getColumn() + 1 : otherwise;
    }
}
