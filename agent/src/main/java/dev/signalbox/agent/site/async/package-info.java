/** What call sites with futures and publishers have in common: JDK types only, so that one copy serves all libraries. */
@NullMarked
package dev.signalbox.agent.site.async;

import org.jspecify.annotations.NullMarked;
