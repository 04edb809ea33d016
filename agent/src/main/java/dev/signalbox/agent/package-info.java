/** What the host's class loader sees of the agent: one class. */
@NullMarked
package dev.signalbox.agent;

import org.jspecify.annotations.NullMarked;
