/** What an operator sees and does: MXBean interfaces, their records and the names they are registered under. */
@NullMarked
package dev.signalbox.core.control;

import org.jspecify.annotations.NullMarked;
