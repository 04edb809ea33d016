/** One call from its entry to its outcome: the data plane. */
@NullMarked
package dev.signalbox.core.call;

import org.jspecify.annotations.NullMarked;
