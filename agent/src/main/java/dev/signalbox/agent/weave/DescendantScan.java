package dev.signalbox.agent.weave;

import dev.signalbox.agent.site.SitePattern;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds loaded classes that carry a call site but passed the transformer unrecognised, and retransforms them. There are two
 * kinds: those loaded before the agent or its config, and those whose ancestors came after them: the JVM shows a class to
 * transformers before it loads the superclass that makes it interesting, and defines it only then. So each recognised
 * class is followed by several looks, the first of which may come too early.
 */
final class DescendantScan implements Runnable {
    /** When to look after a class was recognised; most find their descendants with the first or second. */
    private static final long[] DELAYS_MILLIS = {2, 8, 15, 20, 55, 400};

    private static final int BATCH = 100;

    private final Instrumentation instrumentation;
    private final KnownTypes known;
    private final WovenClasses woven;
    private final SiteReports reports;
    private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
    private final Semaphore signals = new Semaphore(0);
    private final Map<String, SitePattern[]> roots = new HashMap<>();
    private volatile boolean stopped;

    DescendantScan(Instrumentation instrumentation, KnownTypes known, WovenClasses woven, SiteReports reports) {
        this.instrumentation = instrumentation;
        this.known = known;
        this.woven = woven;
        this.reports = reports;
    }

    void watch(List<SitePattern> sites) {
        synchronized (roots) {
            for (SitePattern site : sites) {
                roots.put(site.rootType(), known.of(site.rootType().replace('.', '/')));
            }
        }
    }

    /** Asks for a scan. Called while the host loads a class: takes no lock. */
    void soon() {
        signals.release();
    }

    void stop() {
        stopped = true;
        signals.release();
    }

    @Override
    public void run() {
        int pass = DELAYS_MILLIS.length;
        while (!stopped) {
            try {
                if (pass == DELAYS_MILLIS.length) {
                    signals.acquire();
                    pass = 0;
                }
                if (signals.tryAcquire(DELAYS_MILLIS[pass], TimeUnit.MILLISECONDS)) {
                    pass = 0; // more came: the looks begin again, but this one is still taken
                }
                signals.drainPermits();
                if (!stopped) {
                    pass++;
                    scan();
                    reports.flush();
                }
            } catch (InterruptedException e) {
                return;
            } catch (Throwable t) {
                reports.failed("looking for loaded classes", t);
            }
        }
    }

    private void scan() {
        Class<?> @Nullable [] loaded = instrumentation.getAllLoadedClasses();
        if (loaded == null) {
            return; // the JVM is ending
        }
        Map<Class<?>, SitePattern[]> found = rootsAmong(loaded);
        List<Class<?>> late = new ArrayList<>();
        for (Class<?> each : loaded) {
            if (isLate(each, found) || isLateBeanFactory(each)) {
                late.add(each);
            }
        }
        for (int from = 0; from < late.size(); from += BATCH) {
            retransform(late.subList(from, Math.min(from + BATCH, late.size())));
        }
    }

    private Map<Class<?>, SitePattern[]> rootsAmong(Class<?>[] loaded) {
        Map<Class<?>, SitePattern[]> found = new HashMap<>();
        synchronized (roots) {
            for (Class<?> each : loaded) {
                SitePattern[] sites = each.isArray() ? null : roots.get(each.getName());
                if (sites != null) {
                    found.put(each, sites);
                }
            }
        }
        return found;
    }

    private boolean isLate(Class<?> type, Map<Class<?>, SitePattern[]> found) {
        @Nullable ClassLoader loader = type.getClassLoader();
        if (loader == null || loader == platform || type.isArray() || type.isHidden()) {
            return false;
        }
        boolean late = false;
        for (Map.Entry<Class<?>, SitePattern[]> root : found.entrySet()) {
            if (root.getKey().isAssignableFrom(type)) {
                String name = type.getName().replace('.', '/');
                if (!SiteTransformer.isIgnored(name) && !woven.tried(loader, name, root.getValue())) {
                    known.add(name, root.getValue());
                    late = true;
                }
            }
        }
        return late && instrumentation.isModifiableClass(type);
    }

    /** Only where the agent was attached: else these classes are woven as they are loaded. */
    private boolean isLateBeanFactory(Class<?> type) {
        @Nullable ClassLoader loader = type.getClassLoader();
        if (loader == null || !type.getName().endsWith("BeanFactory")) {
            return false;
        }
        String name = type.getName().replace('.', '/');
        return KnownTypes.isBeanFactory(name) && !woven.tried(loader, name, new SitePattern[0]);
    }

    private void retransform(List<Class<?>> classes) {
        try {
            instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
        } catch (Throwable together) {
            for (Class<?> each : classes) {
                try {
                    instrumentation.retransformClasses(each);
                } catch (Throwable t) {
                    reports.failed("instrumenting " + each.getName() + ", which was loaded before", t);
                }
            }
        }
    }
}
