/** What one call costs: direct, at the floor, in each state of a call site, and with what a team would use instead. */
@NullMarked
package dev.signalbox.benchmarks.call;

import org.jspecify.annotations.NullMarked;
