/** What a config could look like, made from what the agent has seen. */
@NullMarked
package dev.signalbox.console.init;

import org.jspecify.annotations.NullMarked;
