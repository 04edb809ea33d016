package dev.signalbox.agent.library.method;

import dev.signalbox.agent.site.ReturnTypes;
import dev.signalbox.core.config.CallSiteConfig;
import dev.signalbox.core.config.Replay;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.site.SiteAdapter;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A call site of the user's own: one method of a class or interface and its subtypes, as an entry of {@code call-sites}
 * tells it.
 */
public final class MethodSite implements SiteAdapter {
    private final String id;
    private final Replay replay;
    private final Class<?> root;
    private final boolean ofTheJdk;
    private final MethodInvoker method;
    private final ReturnTypes returned;
    private final @Nullable MethodInvoker name;

    /**
     * @param lookup a lookup that may call the root type's methods
     * @param root the class or interface that has the method
     * @throws IllegalArgumentException where the root type has no such methods, or they cannot be called; the message says
     *     which and why
     */
    public MethodSite(MethodHandles.Lookup lookup, Class<?> root, CallSiteConfig config) {
        this.id = config.name();
        this.replay = config.replay();
        this.root = root;
        ClassLoader loader = root.getClassLoader();
        this.ofTheJdk = loader == null || loader == ClassLoader.getPlatformClassLoader();
        Method called = Methods.called(root, config);
        this.method = invoker(lookup, called);
        this.returned = new ReturnTypes(called.getName(), Methods.parameterTypes(called));
        @Nullable Method named = Methods.naming(root, config);
        this.name = named == null ? null : invoker(lookup, named);
    }

    private static MethodInvoker invoker(MethodHandles.Lookup lookup, Method method) {
        try {
            return new MethodInvoker(lookup, method);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    method.getDeclaringClass().getName() + "." + method.getName() + " cannot be called from "
                            + lookup.lookupClass().getName() + ": " + e.getMessage(),
                    e);
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String library() {
        return id;
    }

    @Override
    public Replay replay() {
        return replay;
    }

    /** What {@code name-from} answers; empty where there is none, or where it throws. */
    @Override
    public String nameOf(Object instance) {
        if (name == null) {
            return "";
        }
        try {
            @Nullable Object answer = name.invoke(instance);
            return answer == null ? "" : answer.toString();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            return "";
        }
    }

    @Override
    public @Nullable Object invoke(
            int overload,
            Object target,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5)
            throws Throwable {
        return method.invoke(target, a0, a1, a2, a3, a4, a5);
    }

    @Override
    public boolean readsArguments() {
        return false;
    }

    @Override
    public @Nullable String retarget(
            int overload, @Nullable Object[] args, Object primary, Object target, @Nullable String requestName) {
        return requestName == null
                ? returned.refusal(primary, target) // the primary's replicas may be of several classes
                : "the arguments of " + id + " carry no model name that could be replaced";
    }

    @Override
    public @Nullable String incompatible(Object primary, Object candidate) {
        return root.isInstance(candidate)
                ? returned.refusal(primary, candidate)
                : candidate.getClass().getName() + " is no " + root.getName() + " of the primary's class loader";
    }

    /** Whoever uses a type of the JDK uses the same one: there the instance's own class loader tells the application. */
    @Override
    public boolean isOneApplication(Object one, Object other) {
        return !ofTheJdk || one.getClass().getClassLoader() == other.getClass().getClassLoader();
    }

    /**
     * An argument that the method refuses is the caller's fault. A slip of the pen (a null pointer, a wrong index) may be
     * the model's or the caller's: the next chain is asked and nobody is blamed. All other exceptions, checked ones too, are
     * taken for faults of the model.
     */
    @Override
    public FailureClass classify(Throwable failure) {
        Throwable t = failure;
        while (t.getCause() != null && wraps(t)) {
            t = t.getCause();
        }
        if (t instanceof IllegalArgumentException) {
            return FailureClass.CALLER;
        }
        return t instanceof NullPointerException
                        || t instanceof IndexOutOfBoundsException
                        || t instanceof ClassCastException
                        || t instanceof ArithmeticException
                ? FailureClass.UNCLEAR
                : FailureClass.TRANSIENT;
    }

    private static boolean wraps(Throwable t) {
        return t instanceof InvocationTargetException
                || t instanceof UndeclaredThrowableException
                || t instanceof ExecutionException
                || t instanceof CompletionException;
    }

    @Override
    public void discard(@Nullable Object result) {
        if (result instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("A discarded result of " + id + " could not be closed", e);
            }
        }
    }
}
