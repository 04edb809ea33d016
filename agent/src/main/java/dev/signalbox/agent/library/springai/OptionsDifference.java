package dev.signalbox.agent.library.springai;

import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.prompt.ChatOptions;

/**
 * Puts what a caller set into another model's options: the properties that differ from those the called model has by itself.
 *
 * <p>Providers' options have dozens of properties and no interface over them, but all follow one convention: what {@code getX}
 * tells, the builder's method {@code x} sets. A property without such a method cannot be carried over, and neither can one that
 * the method takes and the options do not hold, as OpenAI's do with {@code topK}: that is said.
 */
final class OptionsDifference {
    /** They belong to the model and the client it is reached by, which takes them from no prompt, or are told under another name. */
    private static final Set<String> NOT_CARRIED = Set.of(
            "getClass",
            "getModel",
            "getDeploymentName",
            "getMicrosoftDeploymentName",
            "getMicrosoftFoundryServiceVersion",
            "getBaseUrl",
            "getApiKey",
            "getCredential",
            "getOrganizationId",
            "getProxy",
            "getMaxRetries",
            "getStop");

    /**
     * What the caller is prepared to be answered. It goes to the target as it is, also where it is the called model's own way: its
     * caller knows those tools and that form, and none that the target would add.
     */
    private static final Set<String> OF_THE_ANSWER = Set.of(
            "getToolCallbacks", "getToolContext", "getToolChoice", "getOutputSchema", "getResponseFormat", "getN");

    /** What goes over the wire with a request, and is not another provider's to see: it may be a key. */
    private static final String HEADERS = "getCustomHeaders";

    /** By name; kept with the class itself, in types of the JDK and of the class's own loader, so that nothing is held that would go. */
    private static final ClassValue<Map<String, Method>> GETTERS = new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
            return getters(type);
        }
    };

    /** The methods that take one argument, kept likewise. */
    private static final ClassValue<List<Method>> SETTERS = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> type) {
            return setters(type);
        }
    };

    private OptionsDifference() {}

    /**
     * Carries over what differs.
     *
     * @param asked the options of the request
     * @param defaults those of the called model itself, or null where it tells none
     * @param builder of the target's options, with the target's own in it
     * @return what cannot be carried over, in words, or null
     */
    static @Nullable String apply(ChatOptions asked, @Nullable ChatOptions defaults, ChatOptions.Builder<?> builder) {
        List<Method> wanted = new ArrayList<>();
        Set<String> lost = new TreeSet<>();
        for (Method getter : gettersOf(asked.getClass()).values()) {
            if (!NOT_CARRIED.contains(getter.getName()) && isWanted(getter, asked, defaults)) {
                if (getter.getName().equals(HEADERS)) {
                    lost.add(property(getter));
                } else {
                    wanted.add(getter);
                }
            }
        }
        // A provider's own is more exact than what all have in common: an output schema, set last, would lose the name
        // and the strictness of the response format that it is read from.
        wanted.sort(Comparator.comparing(OptionsDifference::isCommon).thenComparing(Method::getName));
        for (Method getter : wanted) {
            put(builder, getter, call(getter, asked));
        }
        ChatOptions built = builder.build();
        for (Method getter : wanted) {
            Object value = call(getter, asked);
            if (!same(value, read(getter, built)) && !isToldElsewhere(getter, asked, built)) {
                lost.add(property(getter));
            }
        }
        return lost.isEmpty() ? null : String.join(", ", lost);
    }

    private static String property(Method getter) {
        return getter.getName().substring("get".length());
    }

    private static boolean isWanted(Method getter, ChatOptions asked, @Nullable ChatOptions defaults) {
        Object value = call(getter, asked);
        return OF_THE_ANSWER.contains(getter.getName())
                || (!isNothing(value) && (defaults == null || !Objects.equals(value, read(getter, defaults))));
    }

    private static Map<String, Method> gettersOf(Class<?> type) {
        return Objects.requireNonNull(GETTERS.get(type));
    }

    /** Where a getter is overridden with a narrower type, the narrower one. */
    private static Map<String, Method> getters(Class<?> type) {
        Map<String, Method> getters = new HashMap<>();
        for (Method method : type.getMethods()) {
            if (method.getName().startsWith("get")
                    && method.getParameterCount() == 0
                    && !Modifier.isStatic(method.getModifiers())) {
                method.trySetAccessible(); // public methods of classes that are not
                getters.merge(
                        method.getName(),
                        method,
                        (one, other) -> one.getReturnType().isAssignableFrom(other.getReturnType()) ? other : one);
            }
        }
        return Map.copyOf(getters);
    }

    private static List<Method> setters(Class<?> type) {
        List<Method> setters = new ArrayList<>();
        for (Method method : type.getMethods()) {
            if (method.getParameterCount() == 1 && !method.isVarArgs()) {
                method.trySetAccessible();
                setters.add(method);
            }
        }
        return List.copyOf(setters);
    }

    private static boolean isCommon(Method getter) {
        for (Class<?> type = getter.getDeclaringClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> each : type.getInterfaces()) {
                if (has(each, getter.getName())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a target without a provider's own response format has been given the schema that stood in it. */
    private static boolean isToldElsewhere(Method getter, ChatOptions asked, ChatOptions built) {
        return getter.getName().equals("getResponseFormat")
                && !has(built.getClass(), "getResponseFormat")
                && property(asked, "getOutputSchema") != null;
    }

    private static void put(ChatOptions.Builder<?> builder, Method getter, @Nullable Object value) {
        if (same(value, read(getter, builder.build()))) {
            return;
        }
        String name = getter.getName();
        String property = Character.toLowerCase(name.charAt(3)) + name.substring(4);
        for (Method setter : Objects.requireNonNull(SETTERS.get(builder.getClass()))) {
            if (setter.getName().equals(property)) {
                Class<?> type = setter.getParameterTypes()[0];
                if (value == null
                        ? type == getter.getReturnType()
                        : wrapped(type).isInstance(value)) {
                    if (value instanceof Map) {
                        call(setter, builder, (Object) null); // a builder adds to the map that it has
                    }
                    call(setter, builder, value);
                    return;
                }
            }
        }
    }

    /** What an object tells under the getter's name; null where it tells nothing. */
    private static @Nullable Object read(Method getter, Object from) {
        return property(from, getter.getName());
    }

    static @Nullable Object property(Object from, String getter) {
        Method told = gettersOf(from.getClass()).get(getter);
        return told == null ? null : call(told, from);
    }

    private static boolean has(Class<?> type, String getter) {
        return gettersOf(type).containsKey(getter);
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return Objects.equals(one, other) || (isNothing(one) && isNothing(other));
    }

    private static boolean isNothing(@Nullable Object value) {
        return value == null
                || (value instanceof Collection<?> many && many.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
    }

    private static Class<?> wrapped(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    private static @Nullable Object call(Method method, Object on, @Nullable Object... args) {
        try {
            return method.invoke(on, args);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(method.getName() + " threw " + e.getCause(), e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " cannot be called", e);
        }
    }
}
