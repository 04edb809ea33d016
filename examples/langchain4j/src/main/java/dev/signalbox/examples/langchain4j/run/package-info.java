/** Runs the application with and without the agent, and breaks its models. */
@NullMarked
package dev.signalbox.examples.langchain4j.run;

import org.jspecify.annotations.NullMarked;
