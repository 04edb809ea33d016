package dev.signalbox.examples.springai.app;

/**
 * A traveller's trouble; the model is asked for it with a JSON schema.
 *
 * @param priority 1 is the highest
 */
record Ticket(String title, int priority, boolean open) {}
