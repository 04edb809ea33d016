/**
 * Finds the classes that carry a call site as they are loaded, and puts the gates into their methods. Nothing here logs or
 * waits for a lock of the host: it runs while the host loads classes.
 */
@NullMarked
package dev.signalbox.agent.weave;

import org.jspecify.annotations.NullMarked;
