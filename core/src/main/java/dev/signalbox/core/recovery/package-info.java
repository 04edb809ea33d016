/** What happens after an attempt failed: retry, the next chain, or nothing. */
@NullMarked
package dev.signalbox.core.recovery;

import org.jspecify.annotations.NullMarked;
