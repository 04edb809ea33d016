package dev.signalbox.console.connect;

import dev.signalbox.console.ConsoleException;
import java.beans.Introspector;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * A bean as its interface: attributes were all read in one round trip, when the view was made; operations and new values of
 * attributes go to the bean. The
 * JDK's own MXBean proxy makes one round trip per attribute, so that a row could mix two states.
 */
public final class BeanView implements InvocationHandler {
    private final MBeanServerConnection server;
    private final ObjectName name;
    private final Map<String, Object> values = new HashMap<>();

    private BeanView(MBeanServerConnection server, ObjectName name) {
        this.server = server;
        this.name = name;
    }

    static <T> T of(Class<T> type, MBeanServerConnection server, ObjectName name) {
        return find(type, server, name)
                .orElseThrow(() -> ConsoleException.refused(
                        "the bean is gone: " + name, "the config may have been reloaded; see 'status'", null));
    }

    /** The bean's view, or empty where it is gone since its name was read. */
    static <T> Optional<T> find(Class<T> type, MBeanServerConnection server, ObjectName name) {
        BeanView view = new BeanView(server, name);
        String[] attributes = getters(type).keySet().toArray(String[]::new);
        try {
            for (Attribute a : server.getAttributes(name, attributes).asList()) {
                view.values.put(a.getName(), a.getValue());
            }
        } catch (InstanceNotFoundException e) {
            return Optional.empty();
        } catch (JMException | IOException | RuntimeException e) {
            throw Failures.explain("reading " + name, e);
        }
        return Optional.of(type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, view)));
    }

    /** All attributes of a view under their names in JSON, in the interface's order of names. */
    public static Map<String, @Nullable Object> attributes(Class<?> type, Object bean) {
        BeanView view = (BeanView) Proxy.getInvocationHandler(bean);
        Map<String, @Nullable Object> found = new LinkedHashMap<>();
        getters(type).forEach((attribute, getter) -> {
            Object value = view.values.get(attribute);
            found.put(
                    Introspector.decapitalize(attribute),
                    value == null ? null : OpenValues.to(getter.getGenericReturnType(), value));
        });
        return found;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return switch (method.getName()) {
                case "toString" -> name.toString();
                case "hashCode" -> System.identityHashCode(proxy);
                default -> arguments != null && proxy == arguments[0];
            };
        }
        String attribute = attributeOf(method);
        if (attribute == null) {
            return call(method, arguments == null ? new Object[0] : arguments);
        }
        Object value = values.get(attribute);
        if (value == null) {
            throw ConsoleException.refused(
                    name + " does not tell its " + attribute,
                    "the agent may be of another version than this console, or failed to read it",
                    null);
        }
        return OpenValues.to(method.getGenericReturnType(), value);
    }

    private @Nullable Object call(Method method, Object[] arguments) {
        String[] signature =
                Arrays.stream(method.getParameterTypes()).map(Class::getName).toArray(String[]::new);
        try {
            if (method.getName().startsWith("set") && arguments.length == 1 && method.getReturnType() == void.class) {
                server.setAttribute(name, new Attribute(method.getName().substring("set".length()), arguments[0]));
                return null;
            }
            Object result = server.invoke(name, method.getName(), arguments, signature);
            return result == null ? null : OpenValues.to(method.getGenericReturnType(), result);
        } catch (JMException | IOException | RuntimeException e) {
            throw Failures.explain(method.getName() + " on " + name, e);
        }
    }

    private static Map<String, Method> getters(Class<?> type) {
        Map<String, Method> getters = new TreeMap<>();
        for (Method m : type.getMethods()) {
            String attribute = attributeOf(m);
            if (attribute != null) {
                getters.put(attribute, m);
            }
        }
        return getters;
    }

    private static @Nullable String attributeOf(Method method) {
        if (method.getParameterCount() > 0 || method.getReturnType() == void.class) {
            return null;
        }
        for (String prefix : List.of("get", "is")) {
            if (method.getName().startsWith(prefix) && method.getName().length() > prefix.length()) {
                return method.getName().substring(prefix.length());
            }
        }
        return null;
    }
}
