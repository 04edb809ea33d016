package dev.signalbox.agent.engine;

import dev.signalbox.agent.discovery.Anchors;
import dev.signalbox.agent.discovery.ConstructionSite;
import dev.signalbox.agent.discovery.FieldValues;
import dev.signalbox.agent.discovery.HostMdc;
import dev.signalbox.agent.discovery.InitialisedClasses;
import dev.signalbox.agent.discovery.ProbeMethod;
import dev.signalbox.agent.discovery.SpringBeans;
import dev.signalbox.agent.discovery.StaticFactory;
import dev.signalbox.agent.discovery.StaticField;
import dev.signalbox.agent.library.Libraries;
import dev.signalbox.agent.site.SitePattern;
import dev.signalbox.core.config.ProbeConfig;
import dev.signalbox.core.config.StaticMethod;
import dev.signalbox.core.engine.Host;
import dev.signalbox.core.hardware.HardwareSnapshot;
import dev.signalbox.core.hardware.ThreadUse;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The JVM that the engine lives in. */
final class JvmHost implements Host {
    private final Instrumentation instrumentation;
    private final Anchors anchors = new Anchors();
    private final Errands errands = new Errands();
    private final ConstructionSite constructionSite = new ConstructionSite(
            Libraries.builtIn().stream().map(SitePattern::rootType).toList());
    private final HostMdc mdc = new HostMdc(this::isInitialised);
    private volatile @Nullable Predicate<Class<?>> initialised;
    private volatile @Nullable Thread control;
    private volatile @Nullable WatchLoop watch;
    private volatile Supplier<HardwareSnapshot> hardware = () -> HardwareSnapshot.NONE;

    JvmHost(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    @Override
    public ThreadUse threadUse() {
        return ThreadUse.ofThisJvm();
    }

    void controlledBy(Thread thread) {
        control = thread;
    }

    void watchedBy(WatchLoop loop) {
        watch = loop;
    }

    void readsHardware(Supplier<HardwareSnapshot> latest) {
        hardware = latest;
    }

    private boolean isInitialised(Class<?> type) {
        Predicate<Class<?>> test = initialised;
        if (test == null) {
            test = InitialisedClasses.of(instrumentation);
            initialised = test;
        }
        return test.test(type);
    }

    @Override
    public @Nullable Object readField(String field, Object near) {
        return StaticField.of(field).read(near, this::isInitialised);
    }

    @Override
    public @Nullable String mdc(Object near, String key) throws Throwable {
        return mdc.get(near, key);
    }

    @Override
    public List<String> mdcAdvice() {
        return mdc.advice();
    }

    @Override
    public Object create(StaticMethod factory, Object near) throws Exception {
        return StaticFactory.call(factory, near);
    }

    @Override
    public @Nullable Object probe(ProbeConfig probe, Object instance) throws Exception {
        return ProbeMethod.call(probe, instance);
    }

    @Override
    public List<String> aliases(Object factory, String bean) throws Exception {
        return SpringBeans.aliases(factory, bean);
    }

    @Override
    public @Nullable Object behind(Object proxy) throws Exception {
        return SpringBeans.behind(proxy);
    }

    @Override
    public List<Object> inside(Object object) {
        return FieldValues.of(object);
    }

    @Override
    public String constructedAt(Object instance) {
        return constructionSite.of(instance.getClass());
    }

    @Override
    public void hold(Object instance) {
        anchors.hold(instance);
    }

    @Override
    public void letGo(Object instance) {
        anchors.letGo(instance);
    }

    @Override
    public HardwareSnapshot hardware() {
        return hardware.get();
    }

    @Override
    public void execute(Runnable work) {
        errands.execute(work);
    }

    @Override
    public void executeLater(long nanos, Runnable work) {
        errands.executeLater(nanos, work);
    }

    @Override
    public void wakeControl() {
        java.util.concurrent.locks.LockSupport.unpark(control);
    }

    @Override
    public void wakeWatchdog() {
        WatchLoop loop = watch;
        if (loop != null) {
            loop.wake();
        }
    }

    /** Lets go of what was held, and ends the threads. */
    void release() {
        errands.close();
        anchors.release();
    }
}
