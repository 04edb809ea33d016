package dev.signalbox.agent.weave;

import dev.signalbox.agent.site.SitePattern;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The instrumentation of one JVM: what is known, what is woven, and the transformer that does it. */
public final class Weaving implements ToIntFunction<String> {
    private final Instrumentation instrumentation;
    private final SiteReports reports;
    private final CountDownLatch needed;
    private final KnownTypes known = new KnownTypes();
    private final WovenClasses woven = new WovenClasses();
    private final SiteTransformer transformer;
    private final DescendantScan scan;

    /** @param needed is counted down when the first class is woven: its gates will ask for the engine soon */
    public Weaving(Instrumentation instrumentation, UserSites userSites, SiteReports reports, CountDownLatch needed) {
        this.instrumentation = instrumentation;
        this.needed = needed;
        this.reports = reports;
        this.transformer = new SiteTransformer(known, userSites, this);
        this.scan = new DescendantScan(instrumentation, known, woven, reports);
    }

    /** Begins to see classes as they are loaded. Called in premain, with the built-in call sites. */
    public void install(List<SitePattern> sites) {
        known.add(sites);
        scan.watch(sites);
        instrumentation.addTransformer(transformer, true);
    }

    /** Adds call sites; classes of theirs that are loaded already are found by the scan. */
    public void add(List<SitePattern> sites) {
        known.add(sites);
        scan.watch(sites);
        scan.soon();
    }

    /** The work of the weaver thread: retransforms classes that were loaded before they were recognised. */
    public Runnable scan() {
        return scan;
    }

    /** How many classes carry a call site. */
    @Override
    public int applyAsInt(String siteId) {
        return woven.count(siteId);
    }

    /** Gives every woven class its original bytes back; nothing is woven from then on. */
    public void remove() {
        scan.stop();
        instrumentation.removeTransformer(transformer);
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (woven.isWoven(loaded.getClassLoader(), loaded.getName().replace('.', '/'))) {
                classes.add(loaded);
            }
        }
        if (!classes.isEmpty()) {
            try {
                instrumentation.retransformClasses(classes.toArray(new Class<?>[0]));
            } catch (UnmodifiableClassException | LinkageError e) {
                reports.failed("restoring classes", e);
            }
        }
    }

    byte @Nullable [] weave(
            ClassLoader loader, ClassFileHeader header, byte[] bytes, SitePattern[] sites, boolean loaded) {
        needed.countDown();
        known.add(header.name(), sites);
        woven.add(loader, header.name(), sites, List.of());
        Weaver.Woven result = Weaver.weave(header, bytes, sites);
        woven.add(loader, header.name(), sites, result.siteIds());
        result.refusals().forEach(reports::refused);
        result.locked().forEach(reports::locked);
        if (!loaded && !Modifier.isFinal(header.access())) {
            scan.soon();
        }
        return result.bytes();
    }

    /** Weaves one of Spring's bean factories; that needs no engine yet, for it is no model. */
    byte @Nullable [] weaveBeanFactory(ClassLoader loader, ClassFileHeader header, byte[] bytes) {
        woven.add(loader, header.name(), new SitePattern[0], List.of());
        BeanWeaver.Woven result = BeanWeaver.weave(header, bytes);
        if (result.bytes() != null) {
            woven.add(loader, header.name(), new SitePattern[0], List.of(BeanWeaver.SITE));
        }
        for (String method : result.missing()) {
            reports.note("This version of Spring has no " + method + ": some of its beans' names stay unknown");
        }
        return result.bytes();
    }

    void failed(String className, Throwable failure) {
        reports.failed("weaving " + className, failure);
    }
}
