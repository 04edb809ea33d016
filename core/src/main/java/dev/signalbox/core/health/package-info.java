/** How well a node does, and whether it may be called. */
@NullMarked
package dev.signalbox.core.health;

import org.jspecify.annotations.NullMarked;
