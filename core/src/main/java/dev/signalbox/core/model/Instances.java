package dev.signalbox.core.model;

import dev.signalbox.core.site.SiteAdapter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The live model instances of this JVM: an identity table with weak keys. Finding takes no lock and never expunges;
 * collected instances are cleared away by the control thread, so that a call (or a virtual thread's carrier) never pays.
 */
public final class Instances {
    private static final VarHandle ENTRY = MethodHandles.arrayElementVarHandle(Instance[].class);

    private final Origins origins;
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private volatile @Nullable Instance[] table = new Instance[64];
    private final Object writeLock = new Object();
    private int size;
    private long sequence;
    private final Queue<Instance> newcomers = new ConcurrentLinkedQueue<>();
    /** What threads of ours register while they run a factory: it is spoken for, so it is no newcomer. */
    private final Map<Thread, Queue<Instance>> aside = new ConcurrentHashMap<>();

    private volatile Consumer<Instance> moreSites = instance -> {};

    private final BeanNotes beans = new BeanNotes();

    /** Has instances told that turn out to belong to one more call site; on a host's thread, under a lock. */
    public void onMoreSites(Consumer<Instance> listens) {
        moreSites = listens;
    }

    /** What bean factories made of objects that may be instances. */
    public BeanNotes beans() {
        return beans;
    }

    /** Tells where the application makes an object. */
    @FunctionalInterface
    public interface Origins {
        /**
         * Looks at the stack of the thread that registers an object. Never throws.
         *
         * @return such as {@code com.acme.App.main(App.java:42)}; empty where the object is not just being constructed
         */
        String of(Object self);
    }

    /** A table that asks where instances are made as they are made. */
    public Instances(Origins origins) {
        this.origins = origins;
    }

    /** The entry of an object, or null where it is not known. */
    public @Nullable Instance find(Object self) {
        @Nullable Instance[] t = table;
        int mask = t.length - 1;
        for (int i = slot(System.identityHashCode(self), mask); ; i = (i + 1) & mask) {
            Instance entry = (Instance) ENTRY.getAcquire(t, i);
            if (entry == null || entry.refersTo(self)) {
                return entry;
            }
        }
    }

    /** The entry of an object, made where there is none; from now on it belongs to the adapter's call site too. */
    public Instance register(Object self, SiteAdapter adapter) {
        Instance found = find(self);
        if (found != null && found.isAt(adapter.id())) {
            if (found.constructedAt().isEmpty()) {
                found.constructedAt(origins.of(self)); // it was called before its constructor ended
            }
            return found;
        }
        adapter.seen(self); // before the control thread can find the instance
        String origin = origins.of(self);
        synchronized (writeLock) {
            Instance known = find(self);
            if (known != null) {
                if (!known.isAt(adapter.id())) {
                    known.add(adapter);
                    moreSites.accept(known);
                }
                return known;
            }
            if ((size + 1) * 2 > table.length) {
                rebuild(table.length * 2);
            }
            Instance fresh = new Instance(self, adapter, sequence++, collected);
            fresh.constructedAt(origin);
            insert(table, fresh);
            size++;
            // Not a thread local: asking one leaves an entry of ours in each of the host's threads.
            Queue<Instance> ours = aside.isEmpty() ? null : aside.get(Thread.currentThread());
            (ours == null ? newcomers : ours).add(fresh);
            return fresh;
        }
    }

    /** Keeps what this thread registers from now on out of the newcomers. */
    public void setAside() {
        aside.put(Thread.currentThread(), new ConcurrentLinkedQueue<>());
    }

    /** Whether what this thread registers is set aside. */
    public boolean isSettingAside() {
        return !aside.isEmpty() && aside.containsKey(Thread.currentThread());
    }

    /** Ends {@link #setAside}, and gives out what was set aside. */
    public List<Instance> endAside() {
        Queue<Instance> ours = aside.remove(Thread.currentThread());
        return ours == null ? List.of() : List.copyOf(ours);
    }

    /** Makes an instance a newcomer, perhaps once more. */
    public void offer(Instance instance) {
        newcomers.add(instance);
    }

    /** The sequence that the next instance seen will have. */
    public long nextSequence() {
        synchronized (writeLock) {
            return sequence;
        }
    }

    /** The next instance that nobody has looked at yet, oldest first; null where there is none. Each is given out once. */
    public @Nullable Instance nextNewcomer() {
        return newcomers.poll();
    }

    /** Whether there is an instance that nobody has looked at yet. */
    public boolean hasNewcomers() {
        return !newcomers.isEmpty();
    }

    /** Clears away what was collected; true where something was. */
    public boolean expunge() {
        boolean gone = false;
        for (Reference<?> r = collected.poll(); r != null; r = collected.poll()) {
            gone = true;
        }
        if (gone) {
            synchronized (writeLock) {
                rebuild(table.length);
            }
        }
        return gone;
    }

    /** The instances that are alive, oldest first. */
    public List<Instance> alive() {
        List<Instance> all = new ArrayList<>();
        @Nullable Instance[] t = table;
        for (int i = 0; i < t.length; i++) {
            Instance entry = (Instance) ENTRY.getAcquire(t, i);
            if (entry != null && !entry.refersTo(null)) {
                all.add(entry);
            }
        }
        Collections.sort(all, (a, b) -> Long.compare(a.sequence(), b.sequence()));
        return all;
    }

    private void rebuild(int capacity) {
        @Nullable Instance[] fresh = new Instance[capacity];
        int n = 0;
        for (Instance entry : alive()) {
            insert(fresh, entry);
            n++;
        }
        size = n;
        table = fresh;
    }

    private static void insert(@Nullable Instance[] t, Instance entry) {
        int mask = t.length - 1;
        int i = slot(entry.hash(), mask);
        while (t[i] != null) {
            i = (i + 1) & mask;
        }
        ENTRY.setRelease(t, i, entry);
    }

    private static int slot(int hash, int mask) {
        return (hash ^ (hash >>> 15)) & mask;
    }
}
