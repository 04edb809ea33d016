/** Call sites as data: what is woven, and how the adapter for one library in one class loader is made. */
@NullMarked
package dev.signalbox.agent.site;

import org.jspecify.annotations.NullMarked;
