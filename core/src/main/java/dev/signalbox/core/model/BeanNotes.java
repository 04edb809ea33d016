package dev.signalbox.core.model;

import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What bean factories did, as it was noted on the host's threads: those hold the container's locks, so nothing is asked there.
 * Errands read it later.
 */
public final class BeanNotes {
    private final Queue<Note> notes = new ConcurrentLinkedQueue<>();
    private volatile Consumer<Object> listener = raw -> {};

    /**
     * A bean that was made.
     *
     * @param name the bean's name
     * @param raw the object itself
     * @param exposed what the application is given: the object, or a proxy of it
     * @param factory the bean factory
     */
    public record Note(
            String name, WeakReference<Object> raw, WeakReference<Object> exposed, WeakReference<Object> factory) {}

    /** Says who is told that there is a note, with the object itself; it is told on the host's threads and returns at once. */
    public void onNote(Consumer<Object> listens) {
        listener = listens;
    }

    /** Takes a note; neither waits nor asks. */
    public void named(String name, Object raw, Object exposed, Object factory) {
        notes.add(new Note(name, new WeakReference<>(raw), new WeakReference<>(exposed), new WeakReference<>(factory)));
        listener.accept(raw);
    }

    /** The next note that nobody has read, or null. */
    public @Nullable Note next() {
        return notes.poll();
    }

    /** Whether there is a note that nobody has read. */
    public boolean isWaiting() {
        return !notes.isEmpty();
    }
}
