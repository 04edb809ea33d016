package dev.signalbox.agent.start;

import dev.signalbox.agent.SignalboxAgent;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.lang.runtime.ObjectMethods;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * The caches of the JDK that would keep our class loader alive after a detach. A record's {@code equals}, {@code hashCode}
 * and {@code toString} are made by {@link ObjectMethods}, whose static handles remember the last types they were converted
 * to: on 17 strongly; on 25 strongly for types of the built-in loaders and softly for others. Converting them once more, to
 * types that stay anyway or belong to nobody, lets ours go.
 */
final class JdkCaches {
    private JdkCaches() {}

    static void forgetUs() {
        Object nobody = Proxy.newProxyInstance(
                new URLClassLoader(new URL[0], null), new Class<?>[] {Runnable.class}, (proxy, method, args) -> null);
        for (Class<?> component : List.of(nobody.getClass(), SignalboxAgent.class)) {
            convert("equals", boolean.class, component, Object.class);
            convert("hashCode", int.class, component);
            convert("toString", String.class, component);
        }
    }

    private static void convert(String method, Class<?> result, Class<?> component, Class<?>... parameters) {
        try {
            ObjectMethods.bootstrap(
                    MethodHandles.lookup(),
                    method,
                    MethodType.methodType(result, component, parameters),
                    component,
                    "component",
                    MethodHandles.identity(component));
        } catch (Throwable e) {
            // a JDK that makes these methods in another way has no such cache
        }
    }
}
