package dev.signalbox.agent.weave;

import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.utility.JavaConstant;

/**
 * Makes the dynamic constants by which instrumented code reaches us: the JVM resolves each once, by calling
 * {@code ClassLoader.getSystemClassLoader().loadClass(entry)}, {@code publicLookup().findStatic(entry, "link")} and that.
 * Nothing has to be visible to the instrumented class but the JDK.
 */
final class GateConstants {
    private static final String ENTRY = "dev.signalbox.agent.SignalboxAgent";

    private static final JavaConstant.MethodHandle INVOKE = handle(
            ConstantBootstraps.class,
            "invoke",
            MethodHandles.Lookup.class,
            String.class,
            Class.class,
            MethodHandle.class,
            Object[].class);

    private static final MethodType LINK_TYPE = MethodType.methodType(
            MethodHandle.class,
            MethodHandles.Lookup.class,
            Class.class,
            String.class,
            String.class,
            int.class,
            String.class,
            MethodType.class);

    private static final JavaConstant LINK = invoke(
            MethodHandle.class,
            handle(MethodHandles.Lookup.class, "findStatic", Class.class, String.class, MethodType.class),
            invoke(MethodHandles.Lookup.class, handle(MethodHandles.class, "publicLookup")),
            invoke(
                    Class.class,
                    handle(ClassLoader.class, "loadClass", String.class),
                    invoke(ClassLoader.class, handle(ClassLoader.class, "getSystemClassLoader")),
                    JavaConstant.Simple.ofLoaded(ENTRY)),
            JavaConstant.Simple.ofLoaded("link"),
            JavaConstant.MethodType.ofLoaded(LINK_TYPE));

    /** On 17 the lookup is that of an injected class beside the instrumented one: the linker teleports. */
    private static final JavaConstant LOOKUP =
            invoke(MethodHandles.Lookup.class, handle(MethodHandles.class, "lookup"));

    private GateConstants() {}

    /** The constant for one gate of an instrumented class. */
    static JavaConstant gate(TypeDescription host, String kind, GatePoint point) {
        return invoke(
                MethodHandle.class,
                LINK,
                LOOKUP,
                JavaConstant.Simple.of(host),
                JavaConstant.Simple.ofLoaded(kind),
                JavaConstant.Simple.ofLoaded(point.siteId()),
                JavaConstant.Simple.ofLoaded(point.method()),
                JavaConstant.Simple.ofLoaded(point.parameters()),
                JavaConstant.MethodType.ofLoaded(Gates.typeOf(kind)));
    }

    private static JavaConstant invoke(Class<?> type, JavaConstant... handleAndArguments) {
        return new JavaConstant.Dynamic(
                "gate", TypeDescription.ForLoadedType.of(type), INVOKE, List.of(handleAndArguments));
    }

    private static JavaConstant.MethodHandle handle(Class<?> type, String name, Class<?>... parameters) {
        try {
            return JavaConstant.MethodHandle.of(
                    new MethodDescription.ForLoadedMethod(type.getMethod(name, parameters)));
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
