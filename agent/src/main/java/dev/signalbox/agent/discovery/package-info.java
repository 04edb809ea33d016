/** How the host's own classes are reached: static fields, static factories, and what keeps an instance alive. */
@NullMarked
package dev.signalbox.agent.discovery;

import org.jspecify.annotations.NullMarked;
