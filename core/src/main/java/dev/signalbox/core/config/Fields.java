package dev.signalbox.core.config;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of one section. A key whose value was refused counts as present, so that it is not reported as missing too. */
final class Fields {
    private final Map<Key<?>, Located<?>> values = new HashMap<>();
    private final Map<Key<?>, Place> places = new HashMap<>();
    private boolean broken;
    private boolean unknown;

    /** Remembers that the key is in the file, and where. */
    void saw(Key<?> key, Place place) {
        places.put(key, place);
    }

    /** Remembers that there is a key which nobody knows. */
    void sawUnknown() {
        unknown = true;
    }

    <T> void put(Key<T> key, Located<T> value) {
        values.put(key, value);
    }

    /** Marks the section as no section at all; nothing more is to be said about it. */
    Fields asBroken() {
        broken = true;
        return this;
    }

    boolean broken() {
        return broken;
    }

    /** Whether no key at all is given. */
    boolean isEmpty() {
        return places.isEmpty() && !unknown;
    }

    /** Whether the key is in the file, its value refused or not. */
    boolean has(Key<?> key) {
        return places.containsKey(key);
    }

    /** Where the key stands, or where it would: at {@code section}. */
    Place place(Key<?> key, Place section) {
        Place place = places.get(key);
        return place == null ? section : place;
    }

    /** The value with its place; null where the key is absent or its value was refused. */
    @SuppressWarnings("unchecked") // put() pairs a key with a value of its type
    <T> @Nullable Located<T> find(Key<T> key) {
        return (Located<T>) values.get(key);
    }

    /** The value, else the key's default; null where it has none. */
    <T> @Nullable T value(Key<T> key) {
        Located<T> found = find(key);
        return found == null ? key.fallback() : found.value();
    }

    /** The value, else the key's default, else the one given. */
    <T> T value(Key<T> key, T otherwise) {
        T value = value(key);
        return value == null ? otherwise : value;
    }
}
