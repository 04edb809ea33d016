/** What the tests of the engine share: a clock that stands still, models that fail on command, and the woven protocol. */
@NullMarked
package dev.signalbox.core.testing;

import org.jspecify.annotations.NullMarked;
