package dev.signalbox.benchmarks.call;

import dev.signalbox.core.site.CallGate;
import dev.signalbox.core.site.SiteAdapter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A scorer instrumented by hand as the agent's advice would do it, so that the engine can be measured and profiled without
 * the agent: its gates are constant method handles that lead through a {@link MutableCallSite}.
 */
public final class WovenScorer extends Scorer {
    private static final MethodType ENTER_TYPE = MethodType.genericMethodType(7);
    private static final MethodType EXIT_TYPE =
            MethodType.genericMethodType(9).changeReturnType(Supplier.class).changeParameterType(2, Throwable.class);
    private static final MutableCallSite ENTER_SITE = new MutableCallSite(MethodHandles.empty(ENTER_TYPE));
    private static final MutableCallSite EXIT_SITE = new MutableCallSite(MethodHandles.empty(EXIT_TYPE));
    private static final MethodHandle ENTER = ENTER_SITE.dynamicInvoker();
    private static final MethodHandle EXIT = EXIT_SITE.dynamicInvoker();

    /** A scorer that signs its answers. */
    public WovenScorer(String name) {
        super(name);
    }

    /** Leads the gates of all woven scorers to an engine. */
    static void open(CallGate gate, SiteAdapter adapter) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodHandle enter = lookup.findVirtual(
                CallGate.class, "enter", ENTER_TYPE.insertParameterTypes(0, SiteAdapter.class, int.class));
        MethodHandle exit = lookup.findVirtual(CallGate.class, "exit", EXIT_TYPE);
        ENTER_SITE.setTarget(MethodHandles.insertArguments(enter, 0, gate, adapter, 0));
        EXIT_SITE.setTarget(MethodHandles.insertArguments(exit, 0, gate));
        MutableCallSite.syncAll(new MutableCallSite[] {ENTER_SITE, EXIT_SITE});
    }

    /** Makes the gates of all woven scorers constants that do nothing. */
    static void close() {
        ENTER_SITE.setTarget(MethodHandles.empty(ENTER_TYPE));
        EXIT_SITE.setTarget(MethodHandles.empty(EXIT_TYPE));
        MutableCallSite.syncAll(new MutableCallSite[] {ENTER_SITE, EXIT_SITE});
    }

    @Override
    public Score score(Features features) {
        Object entered = null;
        boolean answered = false;
        Object none = null;
        try {
            entered = (Object) ENTER.invokeExact((Object) this, (Object) features, none, none, none, none, none);
            answered = entered != null && !(entered instanceof SoftReference);
        } catch (Throwable suppressed) {
            answered = false;
        }
        Score result = null;
        Throwable thrown = null;
        if (!answered) {
            try {
                result = super.score(features);
            } catch (Throwable t) {
                thrown = t;
            }
        }
        if (answered && !(entered instanceof WeakReference)) {
            result = (Score) entered;
        } else if (entered != null) {
            try {
                Supplier<?> answer = answered
                        ? (Supplier<?>) entered
                        : (Supplier<?>) EXIT.invokeExact(
                                entered, (Object) result, thrown, (Object) features, none, none, none, none, none);
                if (answer != null) {
                    try {
                        result = (Score) answer.get();
                        thrown = null;
                    } catch (Throwable t) {
                        thrown = t;
                    }
                }
            } catch (Throwable suppressed) {
                // the body's own outcome stands
            }
        }
        if (thrown != null) {
            throw WovenScorer.<RuntimeException>sneaky(thrown);
        }
        return java.util.Objects.requireNonNull(result);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T sneaky(@Nullable Throwable failure) throws T {
        throw (T) failure;
    }
}
