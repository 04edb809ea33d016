package dev.signalbox.core.config;

import dev.signalbox.core.config.Shape.Levels;
import dev.signalbox.core.config.Shape.ListOf;
import dev.signalbox.core.config.Shape.MapOf;
import dev.signalbox.core.config.Shape.Scalar;
import dev.signalbox.core.config.Shape.Section;
import dev.signalbox.core.config.Shape.ShortForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Walks YAML nodes along shapes: gives the values, and adds a problem for each thing that does not fit. */
final class ShapeReader {
    /** Aliases can multiply a small text; a config of any real system is far below this. */
    private static final int MOST_NODES = 20_000;

    /** The tags of nodes that have none in the text. */
    private static final List<Tag> PLAIN_TAGS = List.of(Tag.STR, Tag.MAP, Tag.SEQ, Tag.NULL);

    private final Problems problems;
    private int nodes;

    ShapeReader(Problems problems) {
        this.problems = problems;
    }

    /** The value; null after a problem was added. The place is that of the key, so the node gives a value's own. */
    @SuppressWarnings("unchecked") // each branch gives what its shape is declared with
    <T> @Nullable Located<T> read(Shape<T> shape, Node node, Place key) {
        Place place = key.at(node);
        if (++nodes > MOST_NODES) {
            if (nodes == MOST_NODES + 1) {
                problems.add(place, "the file has too many entries", "at most " + MOST_NODES + ", aliases resolved");
            }
            return null;
        }
        if (!PLAIN_TAGS.contains(node.getTag())) {
            String tag = node.getTag().getValue().replace(Tag.PREFIX, "!!");
            problems.add(place, "found the tag " + Texts.quote(tag), "no tags");
            return null;
        }
        Object value;
        if (shape instanceof Scalar<T> scalar) {
            return scalar(scalar, node, place);
        } else if (shape instanceof ListOf<?> list) {
            value = list(list, node, key);
        } else if (shape instanceof MapOf<?> map) {
            value = map(map, node, key);
        } else if (shape instanceof Levels) {
            value = levels(node, key);
        } else if (shape instanceof Section section) {
            value = section(section, section, node, key);
        } else if (shape instanceof ShortForm form) {
            value = shortForm(form, node, key);
        } else {
            problems.add(place, "is planned but not part of this version; remove it", null);
            return null;
        }
        return value == null ? null : new Located<>((T) value, key);
    }

    private <T> @Nullable Located<T> scalar(Scalar<T> scalar, Node node, Place place) {
        if (!(node instanceof ScalarNode text) || isNothing(node)) {
            return refuse(scalar, node, place);
        }
        T value = scalar.parse(text.getValue());
        if (value != null) {
            return new Located<>(value, place);
        }
        return refuse(scalar, node, place);
    }

    private <E> @Nullable List<Located<E>> list(ListOf<E> list, Node node, Place key) {
        List<Located<E>> values = new ArrayList<>();
        if (isNothing(node)) {
            return values;
        }
        if (!(node instanceof SequenceNode sequence)) {
            boolean one = node instanceof ScalarNode;
            String hint = one ? "[" + Texts.oneLine(((ScalarNode) node).getValue()) + "]" : null;
            problems.add(key.at(node), "found " + describe(node), list.allowed(), hint);
            return null;
        }
        int index = 0;
        for (Node element : sequence.getValue()) {
            Located<E> value = read(list.element(), element, key.element(index++, element));
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private <V> @Nullable Map<String, Located<V>> map(MapOf<V> map, Node node, Place key) {
        Map<String, Located<V>> values = new LinkedHashMap<>();
        if (isNothing(node)) {
            return values;
        }
        if (!(node instanceof MappingNode mapping)) {
            return refuse(map, node, key.at(node));
        }
        Set<String> seen = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            String name = keyText(entry.getKeyNode(), key, seen);
            if (name == null) {
                continue;
            }
            Place place = key.key(name, entry.getKeyNode());
            if (map.name().parse(name) == null) {
                String found = "found the name " + Texts.quote(name);
                problems.add(place, found, map.name().allowed(), map.name().hint(name));
            }
            Located<V> value = read(map.value(), entry.getValueNode(), place);
            if (value != null) {
                values.put(name, value);
            }
        }
        return values;
    }

    private @Nullable Map<String, Located<Double>> levels(Node node, Place key) {
        if (node instanceof MappingNode || isNothing(node)) {
            return map(Levels.MAP, node, key);
        }
        List<Located<String>> names = new ArrayList<>();
        if (node instanceof SequenceNode) {
            List<Located<String>> read = list(Levels.NAMES, node, key);
            names.addAll(read == null ? List.of() : read);
        } else {
            Located<String> one = scalar(Levels.NAME, node, key.at(node));
            if (one == null) {
                return null;
            }
            names.add(one);
        }
        Map<String, Located<Double>> values = new LinkedHashMap<>();
        for (Located<String> name : names) {
            if (values.put(name.value(), new Located<>(Levels.BARE, name.place())) != null) {
                problems.add(name.place(), "names " + Texts.quote(name.value()) + " again", "each capability once");
            }
        }
        return values;
    }

    /** @param whole what a problem says is allowed: the section, or the short form it belongs to */
    private Fields section(Section section, Shape<?> whole, Node node, Place key) {
        Fields fields = new Fields();
        if (!(node instanceof MappingNode) && !isNothing(node)) {
            refuse(whole, node, key.at(node));
            return fields.asBroken();
        }
        if (node instanceof MappingNode mapping) {
            Set<String> seen = new HashSet<>();
            for (NodeTuple entry : mapping.getValue()) {
                String name = keyText(entry.getKeyNode(), key, seen);
                if (name != null) {
                    field(section, name, key.key(name, entry.getKeyNode()), entry.getValueNode(), fields);
                }
            }
        }
        for (Key<?> wanted : section.keys()) {
            if (wanted.required() && !fields.has(wanted)) {
                problems.add(
                        key.missing(wanted.name()), "is missing", wanted.shape().allowed());
            }
        }
        return fields;
    }

    private void field(Section section, String name, Place place, Node value, Fields fields) {
        for (Key<?> key : section.keys()) {
            if (key.name().equals(name)) {
                if (key.planned()) {
                    fields.saw(key, place);
                    problems.add(place, "is planned but not part of this version; remove it", null);
                } else {
                    readInto(fields, key, value, place);
                }
                return;
            }
        }
        fields.sawUnknown();
        List<String> names = Key.names(section.keys());
        problems.add(place, "unknown key", Texts.list(names), Texts.nearest(name, names));
    }

    private <T> void readInto(Fields fields, Key<T> key, Node node, Place place) {
        fields.saw(key, place);
        Located<T> value = read(key.shape(), node, place);
        if (value != null) {
            fields.put(key, value);
        }
    }

    private Fields shortForm(ShortForm form, Node node, Place key) {
        if (!(node instanceof ScalarNode) || isNothing(node)) {
            return isNothing(node) ? brokenShortForm(form, node, key) : section(form.section(), form, node, key);
        }
        Fields fields = new Fields();
        readInto(fields, form.key(), node, key);
        return fields;
    }

    private Fields brokenShortForm(ShortForm form, Node node, Place key) {
        refuse(form, node, key.at(node));
        return new Fields().asBroken();
    }

    private @Nullable String keyText(Node node, Place parent, Set<String> seen) {
        if (!(node instanceof ScalarNode scalar)) {
            problems.add(parent.at(node), "found " + describe(node) + " as a key", "plain keys");
            return null;
        }
        if (!seen.add(scalar.getValue())) {
            problems.add(parent.key(scalar.getValue(), node), "is given twice", "each key once");
            return null;
        }
        return scalar.getValue();
    }

    /** Adds the problem that the node is nothing the shape allows; gives null for the caller to return. */
    private <R> @Nullable R refuse(Shape<?> shape, Node node, Place place) {
        String hint = shape instanceof Scalar<?> scalar && node instanceof ScalarNode text
                ? scalar.hint(text.getValue())
                : null;
        problems.add(place, "found " + describe(node), shape.allowed(), hint);
        return null;
    }

    private static String describe(Node node) {
        if (node instanceof ScalarNode scalar) {
            return isNothing(node) ? "nothing" : Texts.quote(scalar.getValue());
        }
        return node instanceof MappingNode ? "a map" : "a list";
    }

    /** YAML's ways to write null; an empty section is written so where its keys are commented out. */
    private static boolean isNothing(Node node) {
        if (!(node instanceof ScalarNode scalar) || !scalar.isPlain()) {
            return false;
        }
        String text = scalar.getValue();
        return text.isEmpty() || text.equals("~") || text.equals("null");
    }
}
