package dev.signalbox.agent.discovery;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Spring tells of beans and of proxies. It is asked by the names of its interfaces, in whatever class loader and version the
 * host has it; what is not Spring's is not asked.
 */
public final class SpringBeans {
    private static final String BEAN_FACTORY = "org.springframework.beans.factory.BeanFactory";
    private static final String ADVISED = "org.springframework.aop.framework.Advised";
    private static final String TARGET_SOURCE = "org.springframework.aop.TargetSource";

    private SpringBeans() {}

    /**
     * The other names of a bean.
     *
     * @param factory the bean factory; its lock is not taken for this in Spring 5.3 to 7.0, but a subclass may do as it likes
     * @throws Exception what the factory threw
     */
    public static List<String> aliases(Object factory, String bean) throws Exception {
        @Nullable Class<?> type = HostTypes.ancestor(factory.getClass(), BEAN_FACTORY);
        Object found = type == null ? null : call(type, "getAliases", factory, new Class<?>[] {String.class}, bean);
        return found instanceof String[] aliases ? List.of(aliases) : List.of();
    }

    /**
     * What a proxy stands before; null where an object is no proxy of Spring's, or its target comes and goes with each call.
     *
     * @throws Exception what the proxy threw
     */
    public static @Nullable Object behind(Object proxy) throws Exception {
        @Nullable Class<?> advised = HostTypes.ancestor(proxy.getClass(), ADVISED);
        Object source = advised == null ? null : call(advised, "getTargetSource", proxy, new Class<?>[0]);
        @Nullable Class<?> type = source == null ? null : HostTypes.ancestor(source.getClass(), TARGET_SOURCE);
        if (source == null || type == null || !Boolean.TRUE.equals(call(type, "isStatic", source, new Class<?>[0]))) {
            return null; // to ask another kind for its target may make one, or take one out of a pool
        }
        return call(type, "getTarget", source, new Class<?>[0]);
    }

    private static @Nullable Object call(
            Class<?> type, String method, Object self, Class<?>[] parameters, Object... arguments) throws Exception {
        try {
            return type.getMethod(method, parameters).invoke(self, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
