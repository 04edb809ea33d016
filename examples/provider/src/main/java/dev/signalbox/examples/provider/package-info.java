/** A loopback server that speaks the OpenAI API and can be told to misbehave, as providers do. */
@NullMarked
package dev.signalbox.examples.provider;

import org.jspecify.annotations.NullMarked;
