package dev.signalbox.agent.testengine;

import dev.signalbox.agent.link.SiteState;
import dev.signalbox.agent.start.Agent;
import dev.signalbox.core.site.Answered;
import dev.signalbox.core.site.AsyncSite;
import dev.signalbox.core.site.CallGate;
import dev.signalbox.core.site.Entered;
import dev.signalbox.core.site.SiteAdapter;
import java.io.IOException;
import java.io.Writer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A gate that writes down what reaches it and then does as its mode says: {@code observe}; {@code elsewhere} answers
 * without the body, {@code nothing} with null, {@code refuse} with an exception; {@code names} asks adapters for names; {@code replace} replaces the body's result; {@code rethrow} answers with another exception; {@code
 * fail} throws at every entry; {@code fail-at-exit} at every exit.
 */
final class TestGate implements CallGate {
    private final String mode;
    private final Agent agent;
    private final @Nullable Writer events;

    TestGate(String mode, Agent agent, @Nullable Writer events) {
        this.mode = mode;
        this.agent = agent;
        this.events = events;
    }

    @Override
    public @Nullable Object enter(
            SiteAdapter site,
            int method,
            Object self,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        write("enter " + site.id() + " " + self.getClass().getSimpleName() + "(" + a0 + ", " + a1 + ")");
        command(a0);
        return switch (mode) {
            case "fail" -> throw new IllegalStateException("injected");
            case "elsewhere" -> "elsewhere:" + a0;
            case "nothing" -> Answered.with(null);
            case "refuse" -> Answered.throwing(new UnsupportedOperationException("refused"));
            default -> new Running(a0 == null ? "nothing" : a0);
        };
    }

    @Override
    public @Nullable Object enterAsync(
            AsyncSite site,
            int method,
            Object self,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        write("enter async " + site.id() + " " + self.getClass().getSimpleName());
        if (mode.equals("fail")) {
            throw new IllegalStateException("injected");
        }
        return null;
    }

    @Override
    public @Nullable Entered enterLocked(SiteAdapter site, int method, Object self) {
        write("enter locked " + site.id() + " " + self.getClass().getSimpleName());
        if (mode.equals("fail")) {
            throw new IllegalStateException("injected");
        }
        return new Running("locked");
    }

    @Override
    public @Nullable Supplier<@Nullable Object> exit(
            Object entered,
            @Nullable Object result,
            @Nullable Throwable thrown,
            @Nullable Object a0,
            @Nullable Object a1,
            @Nullable Object a2,
            @Nullable Object a3,
            @Nullable Object a4,
            @Nullable Object a5) {
        write("exit " + entered + " -> " + (thrown == null ? result : thrown) + " of " + a0);
        return switch (mode) {
            case "fail-at-exit" -> throw new IllegalStateException("injected");
            case "replace" -> () -> "replaced:" + result;
            case "rethrow" ->
                () -> {
                    throw new UnsupportedOperationException("rethrown");
                };
            default -> null;
        };
    }

    @Override
    public void constructed(SiteAdapter site, Object instance) {
        write("constructed " + site.id() + " " + instance.getClass().getSimpleName()
                + (mode.equals("names") ? " named " + site.nameOf(instance) : ""));
        if (mode.equals("fail")) {
            throw new IllegalStateException("injected");
        }
    }

    @Override
    public void named(String beanName, Object raw, Object exposed, Object factory) {
        write("named " + beanName + " " + raw.getClass().getSimpleName() + " in "
                + factory.getClass().getSimpleName());
        if (mode.equals("fail")) {
            throw new IllegalStateException("injected");
        }
    }

    @Override
    public void failed(String where, Throwable failure) {
        write("failed " + where + ": " + failure);
    }

    void close() {
        write("closed");
    }

    /** A call whose body runs. */
    private static final class Running extends Entered {
        private final Object what;

        Running(Object what) {
            this.what = what;
        }

        @Override
        public String toString() {
            return what.toString();
        }
    }

    /** Some arguments are commands, so that a fixture can throw the agent's switches in step with its own calls. */
    private void command(@Nullable Object argument) {
        if (argument instanceof String word && word.startsWith("!")) {
            switch (word) {
                case "!off" -> agent.callSites().setState("test", SiteState.OFF);
                case "!bypass" -> agent.callSites().bypass(true);
                case "!states" -> write(agent.callSites().states().toString());
                case "!detach" -> agent.detach();
                default -> throw new IllegalArgumentException(word);
            }
        }
    }

    private synchronized void write(String line) {
        if (events != null) {
            try {
                events.write(line + "\n");
                events.flush();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
