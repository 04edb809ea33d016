package dev.signalbox.core.recovery;

import dev.signalbox.core.config.Condition;

/**
 * A condition of a {@link DegradationAction}, as it stands now.
 *
 * @param condition what is compared with what
 * @param inForce whether it is in force for any node
 */
public record DegradationCondition(Condition condition, boolean inForce) {
    @Override
    public String toString() {
        return condition + (inForce ? ", in force" : "");
    }
}
