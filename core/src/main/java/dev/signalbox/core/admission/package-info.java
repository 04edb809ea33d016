/** Whether a call may run now, and with what. */
@NullMarked
package dev.signalbox.core.admission;

import org.jspecify.annotations.NullMarked;
