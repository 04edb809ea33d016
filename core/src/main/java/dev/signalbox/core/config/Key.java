package dev.signalbox.core.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One key of a section: its name, what may stand there, whether it must, and what is taken where it does not. */
final class Key<T> {
    private final String name;
    private final Shape<T> shape;
    private final boolean required;
    private final String text;
    private final @Nullable T fallback;
    private final @Nullable String fallbackText;

    private Key(
            String name,
            Shape<T> shape,
            boolean required,
            @Nullable T fallback,
            @Nullable String fallbackText,
            String text) {
        this.name = name;
        this.shape = shape;
        this.required = required;
        this.fallback = fallback;
        this.fallbackText = fallbackText;
        this.text = text;
    }

    static <T> Key<T> required(String name, Shape<T> shape, String text) {
        return new Key<>(name, shape, true, null, null, text);
    }

    static <T> Key<T> optional(String name, Shape<T> shape, String text) {
        return new Key<>(name, shape, false, null, null, text);
    }

    /** An optional key with a default; {@code fallbackText} is how the file would say it. */
    static <T> Key<T> optional(String name, Shape<T> shape, T fallback, String fallbackText, String text) {
        return new Key<>(name, shape, false, fallback, fallbackText, text);
    }

    /** An optional key whose default follows from other keys, as {@code fallbackText} says. */
    static <T> Key<T> derived(String name, Shape<T> shape, String fallbackText, String text) {
        return new Key<>(name, shape, false, null, fallbackText, text);
    }

    static Key<Object> planned(String name, String text) {
        return new Key<>(name, new Shape.Planned(), false, null, null, text);
    }

    String name() {
        return name;
    }

    Shape<T> shape() {
        return shape;
    }

    boolean required() {
        return required;
    }

    boolean planned() {
        return shape instanceof Shape.Planned;
    }

    /** What the key means, in one sentence. */
    String text() {
        return text;
    }

    @Nullable
    T fallback() {
        return fallback;
    }

    @Nullable
    String fallbackText() {
        return fallbackText;
    }

    /** The names that may be written today. */
    static List<String> names(List<Key<?>> keys) {
        List<String> names = new ArrayList<>();
        for (Key<?> key : keys) {
            if (!key.planned()) {
                names.add(key.name);
            }
        }
        return names;
    }
}
