/** What signalbox.yaml says, as checked values, and the reader that makes them. */
@NullMarked
package dev.signalbox.core.config;

import org.jspecify.annotations.NullMarked;
