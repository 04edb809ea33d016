/** Which node of a model runs a call. */
@NullMarked
package dev.signalbox.core.balance;

import org.jspecify.annotations.NullMarked;
