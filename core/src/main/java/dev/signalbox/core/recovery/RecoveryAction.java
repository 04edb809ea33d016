package dev.signalbox.core.recovery;

/** What is done about trouble, with its parameters as they are in force. */
public sealed interface RecoveryAction permits Retry, DegradationAction {
    /** The word used in JMX and texts. */
    String word();

    /** The parameters in words. */
    String parameters();
}
