/** Troubles that an operator has injected into calls, to see that nobody notices. */
@NullMarked
package dev.signalbox.core.drill;

import org.jspecify.annotations.NullMarked;
