/** Starts core's engine in this JVM, runs its control thread, and puts configs in force. */
@NullMarked
package dev.signalbox.agent.engine;

import org.jspecify.annotations.NullMarked;
