package dev.signalbox.agent.testengine;

import dev.signalbox.core.config.Replay;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.site.SiteAdapter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An adapter for any method: it proves on its way in that the lookup it was given may call that. */
final class TestAdapter implements SiteAdapter {
    private final String id;
    private final MethodHandle method;

    TestAdapter(String id, Class<?> root, MethodHandles.Lookup lookup, String name) throws IllegalAccessException {
        this.id = id;
        Method found = Arrays.stream(root.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        this.method = lookup.unreflect(found);
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
        return Replay.ARGS;
    }

    @Override
    public String nameOf(Object instance) {
        return "";
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
        return method.invoke(target, a0);
    }

    @Override
    public @Nullable String retarget(
            int overload, @Nullable Object[] args, Object primary, Object target, @Nullable String requestName) {
        return null;
    }

    @Override
    public @Nullable String incompatible(Object primary, Object candidate) {
        return null;
    }

    @Override
    public FailureClass classify(Throwable failure) {
        return FailureClass.TRANSIENT;
    }

    @Override
    public void discard(@Nullable Object result) {}
}
