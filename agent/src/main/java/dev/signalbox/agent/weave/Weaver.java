package dev.signalbox.agent.weave;

import dev.signalbox.agent.site.SiteMethod;
import dev.signalbox.agent.site.SitePattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Puts the gates into one class file. Members are neither added nor changed, so class data sharing, AOT caches and other
 * agents hold; types other than the class itself are never looked at. The first use loads Byte Buddy.
 */
final class Weaver {
    /** Java 8: older class files may hold instructions that cannot be raised to {@link #DYNAMIC_CONSTANTS}. */
    static final int OLDEST = 52;

    /** Java 11: the first class files with dynamic constants. */
    private static final int DYNAMIC_CONSTANTS = 55;

    private static final int MOST_PARAMETERS = 6;

    private static final ByteBuddy BYTE_BUDDY = new ByteBuddy()
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .with(Implementation.Context.Disabled.Factory.INSTANCE);

    private static final ClassFileLocator ADVICE = ClassFileLocator.ForClassLoader.of(Weaver.class.getClassLoader());

    private Weaver() {}

    /**
     * What came of one class.
     *
     * @param bytes the woven class file, or null where it has nothing to weave
     * @param siteIds the call sites it carries
     * @param refusals why methods that belong to a call site were left alone, by the site's id
     * @param locked the synchronized methods that belong to a call site, by the site's id
     */
    record Woven(
            byte @Nullable [] bytes, List<String> siteIds, Map<String, String> refusals, Map<String, String> locked) {
        static Woven nothing(Map<String, String> refusals) {
            return new Woven(null, List.of(), refusals, Map.of());
        }
    }

    static Woven weave(ClassFileHeader header, byte[] original, SitePattern[] sites) {
        TypeDescription type = describe(header, original);
        Map<String, GatePoint> points = new HashMap<>();
        Map<String, String> refusals = new HashMap<>();
        List<String> carried = new ArrayList<>();
        boolean instances = !type.isInterface() && !type.isAbstract();
        for (SitePattern site : sites) {
            int before = points.size();
            collect(type, site, points, refusals);
            if (points.size() > before || instances) {
                carried.add(site.id());
            }
        }
        if (carried.isEmpty()) {
            return Woven.nothing(refusals);
        }
        if (header.major() < OLDEST) {
            for (String id : carried) {
                refusals.put(
                        id,
                        type.getName() + " is a class file of version " + header.major()
                                + "; gates need 52 (Java 8) or later");
            }
            return Woven.nothing(refusals);
        }
        DynamicType.Builder<?> builder = decorate(type, header, original);
        if (!points.isEmpty()) {
            builder = builder.visit(
                    advice(CallAdvice.class, new GateMapping(points)).on(method -> points.containsKey(key(method))));
        }
        if (instances) {
            for (String id : carried) {
                GatePoint point = new GatePoint(id, -1, "", false);
                builder = builder.visit(new AsmVisitorWrapper.ForDeclaredMethods()
                        .constructor(ElementMatchers.any(), advice(ConstructorAdvice.class, new GateMapping(point))));
            }
        }
        return new Woven(builder.make().getBytes(), carried, refusals, lockedOf(type, points));
    }

    /** A class as its own class file tells it. */
    static TypeDescription describe(ClassFileHeader header, byte[] original) {
        String name = header.name().replace('/', '.');
        TypePool pool = new TypePool.Default.WithLazyResolution(
                TypePool.CacheProvider.Simple.withObjectType(),
                ClassFileLocator.Simple.of(name, original),
                TypePool.Default.ReaderMode.FAST);
        return pool.describe(name).resolve();
    }

    /** Begins to weave a class, whose class file is raised to a version that gates need. */
    static DynamicType.Builder<?> decorate(TypeDescription type, ClassFileHeader header, byte[] original) {
        return BYTE_BUDDY.decorate(type, ClassFileLocator.Simple.of(type.getName(), raised(header, original)));
    }

    private static Map<String, String> lockedOf(TypeDescription type, Map<String, GatePoint> points) {
        Map<String, String> locked = new HashMap<>();
        for (MethodDescription method : type.getDeclaredMethods()) {
            GatePoint point = points.get(key(method));
            if (point != null && point.locked()) {
                locked.put(point.siteId(), type.getName() + "." + method.getName());
            }
        }
        return locked;
    }

    static Advice advice(Class<?> template, GateMapping mapping) {
        return Advice.withCustomMapping().bind(mapping).to(template, ADVICE).withAssigner(LeanAssigner.INSTANCE);
    }

    private static void collect(
            TypeDescription type, SitePattern site, Map<String, GatePoint> points, Map<String, String> refusals) {
        for (MethodDescription method : type.getDeclaredMethods()) {
            int index = indexOf(site, method);
            if (index < 0 || isShadowedBridge(type, method)) {
                continue;
            }
            if (method.getParameters().size() > MOST_PARAMETERS) {
                refusals.put(
                        site.id(),
                        type.getName() + "." + method.getName() + " has "
                                + method.getParameters().size() + " parameters; gates take up to " + MOST_PARAMETERS);
                continue;
            }
            String wanted = site.methods().get(index).returns();
            String found = method.getReturnType().asErasure().getName();
            if (wanted != null && !wanted.equals(found)) {
                refusals.put(
                        site.id(),
                        type.getName() + "." + method.getName() + " returns a " + found + "; calls can only be given a "
                                + wanted);
                continue;
            }
            points.putIfAbsent(
                    key(method), new GatePoint(site.id(), index, parametersOf(method), method.isSynchronized()));
        }
    }

    private static int indexOf(SitePattern site, MethodDescription method) {
        if (!method.isMethod() || method.isStatic() || method.isAbstract() || method.isNative() || method.isPrivate()) {
            return -1;
        }
        for (int i = 0; i < site.methods().size(); i++) {
            SiteMethod wanted = site.methods().get(i);
            if (wanted.name().equals(method.getName())
                    && (wanted.parameterTypes() == null
                            || String.join(",", wanted.parameterTypes()).equals(parametersOf(method)))) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a bridge leads to a method of the same parameters, which has the gate: two would count a call twice. */
    private static boolean isShadowedBridge(TypeDescription type, MethodDescription bridge) {
        if (!bridge.isBridge()) {
            return false;
        }
        for (MethodDescription method : type.getDeclaredMethods()) {
            if (!method.isBridge()
                    && method.getName().equals(bridge.getName())
                    && parametersOf(method).equals(parametersOf(bridge))) {
                return true;
            }
        }
        return false;
    }

    static String parametersOf(MethodDescription method) {
        StringBuilder text = new StringBuilder();
        for (TypeDescription parameter : method.getParameters().asTypeList().asErasures()) {
            text.append(text.length() == 0 ? "" : ",").append(parameter.getActualName());
        }
        return text.toString();
    }

    static String key(MethodDescription method) {
        return method.getInternalName() + method.getDescriptor();
    }

    private static byte[] raised(ClassFileHeader header, byte[] original) {
        if (header.major() >= DYNAMIC_CONSTANTS) {
            return original;
        }
        byte[] bytes = original.clone();
        bytes[6] = 0;
        bytes[7] = DYNAMIC_CONSTANTS;
        return bytes;
    }
}
