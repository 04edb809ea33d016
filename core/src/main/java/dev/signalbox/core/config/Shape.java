package dev.signalbox.core.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What may stand under a key. The shapes together describe the whole file: the reader walks them, and documentation is
 * written from them, so that the two cannot disagree.
 */
sealed interface Shape<T> {
    /** What is allowed, in words: the part of a problem after "allowed:". */
    String allowed();

    /** A list. */
    record ListOf<E>(Shape<E> element) implements Shape<List<Located<E>>> {
        @Override
        public String allowed() {
            return "a list";
        }
    }

    /** A map whose keys are names the user chooses. */
    record MapOf<V>(Scalar<String> name, Shape<V> value) implements Shape<Map<String, Located<V>>> {
        @Override
        public String allowed() {
            return "a map from names to entries";
        }
    }

    /** Names with levels from 0 to 1, or names alone: a map, a list, or one name. */
    record Levels() implements Shape<Map<String, Located<Double>>> {
        /** The level of a name that is given without one. */
        static final double BARE = 0.5;

        static final Scalar<String> NAME = new Scalars.Name();
        static final ListOf<String> NAMES = new ListOf<>(NAME);
        static final MapOf<Double> MAP = new MapOf<>(NAME, new Scalars.Level());

        @Override
        public String allowed() {
            return "a map from names to levels from 0 to 1, a list of names, or one name";
        }
    }

    /** A map whose keys are fixed. */
    record Section(List<Key<?>> keys) implements Shape<Fields> {
        @Override
        public String allowed() {
            return "a map with the keys " + Texts.list(Key.names(keys));
        }
    }

    /** A section that can be written as one plain value, which then stands for one of its keys. */
    record ShortForm(Section section, Key<String> key) implements Shape<Fields> {
        @Override
        public String allowed() {
            return key.shape().allowed() + ", or " + section.allowed();
        }
    }

    /** A key that the design has and this version does not: refused, for ignoring it would be a lie. */
    record Planned() implements Shape<Object> {
        @Override
        public String allowed() {
            return "nothing in this version";
        }
    }

    /** One plain value. */
    non-sealed interface Scalar<T> extends Shape<T> {
        /** The value, or null where the text is none. */
        @Nullable
        T parse(String text);

        /** What a text that is no value was probably meant to be, or null. */
        default @Nullable String hint(String text) {
            return null;
        }
    }
}
