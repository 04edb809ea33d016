/** How answers are written: aligned text or one JSON document. */
@NullMarked
package dev.signalbox.console.output;

import org.jspecify.annotations.NullMarked;
