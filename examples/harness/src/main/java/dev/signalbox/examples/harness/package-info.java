/** What runs an example: its application with and without the agent, the faults, the table of what was seen, the promises. */
@NullMarked
package dev.signalbox.examples.harness;

import org.jspecify.annotations.NullMarked;
