/** Links the gates of instrumented classes to the engine, switches them, and empties them. */
@NullMarked
package dev.signalbox.agent.link;

import org.jspecify.annotations.NullMarked;
