/** The only door to clocks, waiting and randomness. */
@NullMarked
package dev.signalbox.core.time;

import org.jspecify.annotations.NullMarked;
