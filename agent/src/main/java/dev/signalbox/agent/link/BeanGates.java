package dev.signalbox.agent.link;

import dev.signalbox.agent.weave.Gates;
import dev.signalbox.core.site.CallGate;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gates in Spring's bean factories: every bean of the host passes them, those that may be models reach the engine. Until the
 * first class of a call site is loaded there can be none, and a bean costs one volatile read.
 */
final class BeanGates {
    /** (gates, factory, name, bean, exposed) -> void. */
    private static final MethodHandle NAMED;

    static {
        try {
            NAMED = MethodHandles.lookup()
                    .findStatic(BeanGates.class, "named", Gates.NAMED_TYPE.insertParameterTypes(0, BeanGates.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ModelTypes types;
    private final EngineDoor door;
    private final List<WeakReference<MutableCallSite>> linked = new ArrayList<>();
    private boolean emptied;

    BeanGates(ModelTypes types, EngineDoor door) {
        this.types = types;
        this.door = door;
    }

    /**
     * Links a gate.
     *
     * @param nameAt the index of the method's parameter that is the bean's name: 0 or 1, the other being the bean
     */
    synchronized MethodHandle link(int nameAt) {
        if (emptied) {
            return MethodHandles.empty(Gates.NAMED_TYPE);
        }
        MethodHandle named = MethodHandles.insertArguments(NAMED, 0, this);
        MutableCallSite site = new MutableCallSite(
                nameAt == 0 ? named : MethodHandles.permuteArguments(named, Gates.NAMED_TYPE, 0, 2, 1, 3));
        linked.removeIf(each -> each.refersTo(null));
        linked.add(new WeakReference<>(site));
        return site.dynamicInvoker();
    }

    /** Empties all gates for good: they hold nothing of ours any more. */
    synchronized void empty() {
        emptied = true;
        List<MutableCallSite> sites = new ArrayList<>();
        for (WeakReference<MutableCallSite> each : linked) {
            MutableCallSite site = each.get();
            if (site != null) {
                site.setTarget(MethodHandles.empty(Gates.NAMED_TYPE));
                sites.add(site);
            }
        }
        linked.clear();
        MutableCallSite.syncAll(sites.toArray(new MutableCallSite[0]));
    }

    private static void named(
            BeanGates gates, Object factory, @Nullable Object name, @Nullable Object bean, @Nullable Object exposed) {
        try {
            if (gates.door.isNeeded() && bean != null && name instanceof String text) {
                gates.named(text, bean, exposed == null ? bean : exposed, factory);
            }
        } catch (Throwable t) {
            gates.door.failed("naming a bean", t);
        }
    }

    private void named(String name, Object bean, Object exposed, Object factory) {
        if (types.include(bean.getClass()) || (exposed != bean && types.include(exposed.getClass()))) {
            CallGate gate = door.await();
            if (gate != null) {
                gate.named(name, bean, exposed, factory);
            }
        }
    }
}
