/** A serving JVM of the tests: real beans of the public interfaces, whose state changes under the verbs. */
@NullMarked
package dev.signalbox.console.serving;

import org.jspecify.annotations.NullMarked;
