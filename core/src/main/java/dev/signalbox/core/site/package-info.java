/** What the engine asks of a call site's library: the boundary between routing and the libraries. */
@NullMarked
package dev.signalbox.core.site;

import org.jspecify.annotations.NullMarked;
