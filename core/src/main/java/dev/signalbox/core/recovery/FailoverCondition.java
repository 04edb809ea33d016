package dev.signalbox.core.recovery;

import dev.signalbox.core.config.Condition;

/**
 * A condition that takes a chain out of use, as it stands now.
 *
 * @param condition what is compared with what
 * @param inForce whether it is in force for any node
 */
public record FailoverCondition(Condition condition, boolean inForce) {
    @Override
    public String toString() {
        return condition + (inForce ? ", in force" : "");
    }
}
