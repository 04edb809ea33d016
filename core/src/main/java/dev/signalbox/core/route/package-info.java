/** Which chains may run a call, best first. */
@NullMarked
package dev.signalbox.core.route;

import org.jspecify.annotations.NullMarked;
