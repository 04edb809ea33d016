package dev.signalbox.agent.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import org.jspecify.annotations.Nullable;

/**
 * Puts gates into Spring's bean factories, where a bean is finished: initialised, given out by a factory bean, or handed over
 * as it is. Spring 5.3 to 7.0 have the same three methods.
 */
final class BeanWeaver {
    /** What stands for a call site's id in the gates, and where woven classes are counted. */
    static final String SITE = "spring.beans";

    /**
     * A method that finishes a bean.
     *
     * @param nameAt the index of the parameter that is the bean's name, the other of the first two being the bean
     */
    private record Place(String type, String method, String parameters, int nameAt) {}

    private static final List<Place> PLACES = List.of(
            new Place(
                    KnownTypes.CREATING_FACTORY,
                    "initializeBean",
                    "java.lang.String,java.lang.Object,org.springframework.beans.factory.support.RootBeanDefinition",
                    0),
            new Place(
                    KnownTypes.CREATING_FACTORY,
                    "postProcessObjectFromFactoryBean",
                    "java.lang.Object,java.lang.String",
                    1),
            new Place(KnownTypes.LISTABLE_FACTORY, "registerSingleton", "java.lang.String,java.lang.Object", 0));

    private BeanWeaver() {}

    /**
     * What came of a bean factory's class.
     *
     * @param bytes the woven class file, or null where it has nothing to weave
     * @param missing the methods that it should have and has not
     */
    record Woven(byte @Nullable [] bytes, List<String> missing) {}

    static Woven weave(ClassFileHeader header, byte[] original) {
        TypeDescription type = Weaver.describe(header, original);
        Map<String, GatePoint> points = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (Place place : PLACES) {
            if (place.type().equals(header.name()) && !add(type, place, points)) {
                missing.add(type.getName() + "." + place.method() + "(" + place.parameters() + ")");
            }
        }
        if (points.isEmpty() || header.major() < Weaver.OLDEST) {
            return new Woven(null, missing);
        }
        byte[] bytes = Weaver.decorate(type, header, original)
                .visit(Weaver.advice(BeanAdvice.class, new GateMapping(points))
                        .on(method -> points.containsKey(Weaver.key(method))))
                .make()
                .getBytes();
        return new Woven(bytes, missing);
    }

    private static boolean add(TypeDescription type, Place place, Map<String, GatePoint> points) {
        for (MethodDescription method : type.getDeclaredMethods()) {
            if (method.getName().equals(place.method())
                    && !method.isAbstract()
                    && !method.isStatic()
                    && Weaver.parametersOf(method).equals(place.parameters())) {
                points.put(Weaver.key(method), new GatePoint(SITE, place.nameAt(), place.parameters(), false));
                return true;
            }
        }
        return false;
    }
}
