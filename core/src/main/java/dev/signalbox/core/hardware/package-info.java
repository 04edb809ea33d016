/** What the machine and the container under this JVM have and use. */
@NullMarked
package dev.signalbox.core.hardware;

import org.jspecify.annotations.NullMarked;
