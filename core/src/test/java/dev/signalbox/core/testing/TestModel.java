package dev.signalbox.core.testing;

import dev.signalbox.core.site.Answered;
import dev.signalbox.core.site.CallGate;
import dev.signalbox.core.site.Entered;
import dev.signalbox.core.site.SiteAdapter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A model whose {@code ask} is instrumented by hand, as the agent's advice would do it. */
public class TestModel {
    /** What the model does when it is asked. */
    @FunctionalInterface
    public interface Behaviour {
        /** Answers, or throws. */
        @Nullable
        Object answer(@Nullable Object question) throws Throwable;
    }

    private final String name;
    private final CallGate gate;
    private final SiteAdapter site;
    private Behaviour behaviour;
    private int asked;

    /** A model that answers {@code name:question}. */
    public TestModel(String name, CallGate gate, SiteAdapter site) {
        this(name, gate, site, gate);
    }

    /** A model that tells one gate of its calls and another of its construction. */
    public TestModel(String name, CallGate gate, SiteAdapter site, CallGate constructed) {
        this.name = name;
        this.gate = gate;
        this.site = site;
        this.behaviour = q -> name + ":" + q;
        constructed.constructed(site, this);
    }

    /** Its own name. */
    public String name() {
        return name;
    }

    /** How often its body ran. */
    public int asked() {
        return asked;
    }

    /** Changes what it does. */
    public TestModel does(Behaviour next) {
        this.behaviour = next;
        return this;
    }

    /** Makes it answer again. */
    public TestModel recovers() {
        return does(q -> name + ":" + q);
    }

    /** The instrumented method. */
    public @Nullable Object ask(@Nullable Object question) throws Throwable {
        Object entered = gate.enter(site, 0, this, question, null, null, null, null, null);
        if (entered instanceof Answered answered) {
            return answered.get();
        }
        if (entered != null && !(entered instanceof Entered)) {
            return entered;
        }
        Object result = null;
        Throwable thrown = null;
        try {
            asked++;
            result = behaviour.answer(question);
        } catch (Throwable t) {
            thrown = t;
        }
        if (entered != null) {
            Supplier<@Nullable Object> answer =
                    gate.exit(entered, result, thrown, question, null, null, null, null, null);
            if (answer != null) {
                return answer.get();
            }
        }
        if (thrown != null) {
            throw thrown;
        }
        return result;
    }
}
