/** Puts the parts together, and runs the control plane: what an instance is, which plan is in force, what changed. */
@NullMarked
package dev.signalbox.core.engine;

import org.jspecify.annotations.NullMarked;
