package dev.signalbox.console.init;

import java.util.List;

/**
 * A model that is proposed.
 *
 * @param name a name that is valid, and no other model's
 * @param byType whether its own name does not tell it from all other instances, so that the class is matched too
 * @param trouble why it can only be proposed as a comment, or empty
 * @param remarks what is to be looked at before it is used
 */
record ProposedModel(Kind kind, String name, boolean byType, String trouble, List<String> remarks) {
    /** Whether it is more than a comment. */
    boolean isUsable() {
        return trouble.isEmpty();
    }
}
