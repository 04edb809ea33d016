/**
 * Our own SLF4J provider, seen in the agent's class loader only: one line an event, to stderr or a file, warnings and up
 * unless told otherwise.
 */
@NullMarked
package dev.signalbox.agent.log;

import org.jspecify.annotations.NullMarked;
