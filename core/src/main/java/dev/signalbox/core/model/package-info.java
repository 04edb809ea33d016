/** The live model instances of this JVM. */
@NullMarked
package dev.signalbox.core.model;

import org.jspecify.annotations.NullMarked;
