/** Call sites of the user's own classes, called through method handles. */
@NullMarked
package dev.signalbox.agent.library.method;

import org.jspecify.annotations.NullMarked;
