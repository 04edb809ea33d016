/** How the console finds a JVM that carries the agent, connects to it, and reads its beans. */
@NullMarked
package dev.signalbox.console.connect;

import org.jspecify.annotations.NullMarked;
