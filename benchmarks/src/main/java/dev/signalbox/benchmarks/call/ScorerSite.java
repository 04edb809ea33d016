package dev.signalbox.benchmarks.call;

import dev.signalbox.core.config.Replay;
import dev.signalbox.core.site.FailureClass;
import dev.signalbox.core.site.SiteAdapter;
import org.jspecify.annotations.Nullable;

/** The call site of {@link WovenScorer}, as the agent would make it of the config's {@code call-sites}. */
final class ScorerSite implements SiteAdapter {
    static final String ID = "score";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String library() {
        return ID;
    }

    @Override
    public Replay replay() {
        return Replay.ARGS;
    }

    @Override
    public String nameOf(Object instance) {
        return ((Scorer) instance).name();
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
        return ((Scorer) target).score((Features) java.util.Objects.requireNonNull(a0));
    }

    @Override
    public boolean readsArguments() {
        return false;
    }

    @Override
    public @Nullable String retarget(
            int method, @Nullable Object[] args, Object primary, Object target, @Nullable String requestName) {
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
