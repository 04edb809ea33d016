package dev.signalbox.agent.discovery;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps instances alive as long as their own classes: each is held by its class, not by us, so that it goes with the host's
 * class loader. {@link #release} lets go of all that are left.
 */
public final class Anchors {
    private final Queue<WeakReference<List<Object>>> lists = new ConcurrentLinkedQueue<>();

    private final ClassValue<List<Object>> held = new ClassValue<>() {
        @Override
        protected List<Object> computeValue(Class<?> type) {
            List<Object> list = new ArrayList<>(1);
            lists.add(new WeakReference<>(list));
            return list;
        }
    };

    /** Holds an instance; holding it twice is the same as once. */
    public void hold(Object instance) {
        List<Object> list = held.get(instance.getClass());
        synchronized (list) {
            for (Object each : list) {
                if (each == instance) {
                    return;
                }
            }
            list.add(instance);
        }
    }

    /** Lets go of an instance. */
    public void letGo(Object instance) {
        List<Object> list = held.get(instance.getClass());
        synchronized (list) {
            list.removeIf(each -> each == instance);
        }
    }

    /** Lets go of everything; a class drops its empty list some time later. */
    public void release() {
        for (WeakReference<List<Object>> reference : lists) {
            @Nullable List<Object> list = reference.get();
            if (list != null) {
                synchronized (list) {
                    list.clear();
                }
            }
        }
        lists.clear();
    }
}
