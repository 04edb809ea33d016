package dev.signalbox.agent.link;

import dev.signalbox.agent.site.SiteMethod;
import dev.signalbox.agent.site.SitePattern;
import dev.signalbox.agent.weave.Gates;
import dev.signalbox.core.site.SiteAdapter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Answers the dynamic constants of instrumented classes, through the entry class. */
public final class Linker {
    private static volatile @Nullable Linker current;

    private final CallSites sites;
    private final EngineDoor door;
    private final Adapters adapters = new Adapters();
    private final BeanGates beans;

    public Linker(CallSites sites, EngineDoor door) {
        this.sites = sites;
        this.door = door;
        this.beans = new BeanGates(sites.types(), door);
    }

    /** Makes this the linker that gates reach; null at a detach. */
    public static void use(@Nullable Linker linker) {
        Linker before = current;
        current = linker;
        if (before != null && linker == null) {
            before.beans.empty();
        }
    }

    /** Called by the entry class, whose method of the same name tells of the parameters. Never throws. */
    public static MethodHandle link(
            MethodHandles.Lookup lookup,
            Class<?> host,
            String kind,
            String siteId,
            int method,
            String parameters,
            MethodType type) {
        Linker linker = current;
        if (linker == null) {
            return MethodHandles.empty(type);
        }
        try {
            return linker.gate(lookup, host, kind, siteId, method, parameters, type);
        } catch (Throwable t) {
            linker.door.failed("linking " + host.getName(), t);
            return MethodHandles.empty(type);
        }
    }

    private MethodHandle gate(
            MethodHandles.Lookup lookup,
            Class<?> host,
            String kind,
            String siteId,
            int method,
            String parameters,
            MethodType type) {
        if (kind.equals(Gates.NAMED)) {
            return beans.link(method);
        }
        SitePattern pattern = sites.inService(siteId);
        Class<?> root = pattern == null ? null : ancestor(host, pattern.rootType());
        if (pattern == null || root == null || !isOverload(root, pattern, method, parameters)) {
            return MethodHandles.empty(type);
        }
        SiteAdapter adapter;
        try {
            adapter = adapters.of(pattern, root, host, lookup);
        } catch (DoesNotFit e) {
            sites.doesNotFit(siteId, e.reason());
            return MethodHandles.empty(type);
        }
        door.await();
        MutableCallSite site = new MutableCallSite(type);
        sites.linked(siteId, new LinkedGate(kind, method, site, adapter));
        return site.dynamicInvoker();
    }

    /** A method of the right name may still be another overload, which the weaver could not tell without the root type. */
    private static boolean isOverload(Class<?> root, SitePattern pattern, int method, String parameters) {
        if (method < 0) {
            return true; // a constructor
        }
        SiteMethod wanted = pattern.methods().get(method);
        if (wanted.parameterTypes() != null) {
            return true;
        }
        Method found = Adapters.overload(root, wanted);
        return found == null || Adapters.parameters(found).equals(parameters);
    }

    private static @Nullable Class<?> ancestor(@Nullable Class<?> type, String name) {
        if (type == null || type.getName().equals(name)) {
            return type;
        }
        for (Class<?> each : type.getInterfaces()) {
            Class<?> found = ancestor(each, name);
            if (found != null) {
                return found;
            }
        }
        return ancestor(type.getSuperclass(), name);
    }
}
