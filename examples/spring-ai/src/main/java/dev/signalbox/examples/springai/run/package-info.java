/** Runs the application's jar with and without the agent, and breaks its models. This package is not in that jar. */
@NullMarked
package dev.signalbox.examples.springai.run;

import org.jspecify.annotations.NullMarked;
