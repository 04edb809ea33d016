/** How the agent starts: what premain does, and what is left to the control thread. */
@NullMarked
package dev.signalbox.agent.start;

import org.jspecify.annotations.NullMarked;
