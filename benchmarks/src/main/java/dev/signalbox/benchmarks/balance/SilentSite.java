package dev.signalbox.benchmarks.balance;

import dev.signalbox.core.config.Replay;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.site.SiteAdapter;
import org.jspecify.annotations.Nullable;

/** The call site of nodes whose work is simulated: nothing is ever called through it. */
final class SilentSite implements SiteAdapter {
    @Override
    public String id() {
        return "simulated";
    }

    @Override
    public String library() {
        return "simulated";
    }

    @Override
    public Replay replay() {
        return Replay.NONE;
    }

    @Override
    public String nameOf(Object instance) {
        return "";
    }

    @Override
    public @Nullable Object invoke(
            int method,
            Object target,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        throw new UnsupportedOperationException("simulated");
    }

    @Override
    public @Nullable String retarget(
            int method, @Nullable Object[] args, Object primary, Object target, @Nullable String requestName) {
        return "simulated";
    }

    @Override
    public @Nullable String incompatible(Object primary, Object candidate) {
        return null;
    }

    @Override
    public FailureClass classify(Throwable failure) {
        return FailureClass.UNCLEAR;
    }

    @Override
    public void discard(@Nullable Object result) {}
}
