/** The libraries whose calls can be routed; each library's call sites live in a package of their own. */
@NullMarked
package dev.signalbox.agent.library;

import org.jspecify.annotations.NullMarked;
