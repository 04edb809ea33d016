package dev.signalbox.examples.harness;

import dev.signalbox.examples.provider.Behaviour;
import java.util.List;
import java.util.Locale;

/**
 * Something that happens to the primary during one call of the application.
 *
 * @param name what the table calls it
 * @param script how the primary treats the requests of the call, one after the other
 */
public record Fault(String name, Effect effect, List<Behaviour> script) {
    /** A fault at the first request. */
    public static Fault first(Effect effect, Behaviour behaviour) {
        return new Fault(behaviour.name().toLowerCase(Locale.ROOT).replace('_', ' '), effect, List.of(behaviour));
    }

    /** A fault at the second request, which holds what a tool has answered. */
    public static Fault second(Effect effect, Behaviour behaviour) {
        String name = behaviour.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " after the tool";
        return new Fault(name, effect, List.of(Behaviour.OK, behaviour));
    }
}
