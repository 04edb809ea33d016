/** The verbs, one class each: what is asked of the agent, and what is told to the operator. */
@NullMarked
package dev.signalbox.console.verbs;

import org.jspecify.annotations.NullMarked;
