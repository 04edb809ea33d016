/** What it costs a call that a route asks how important it is. */
@NullMarked
package dev.signalbox.benchmarks.priority;

import org.jspecify.annotations.NullMarked;
