/** The demo: starts the application with and without the agent, breaks its models, and shows what callers see. */
@NullMarked
package dev.signalbox.examples.quickstart.demo;

import org.jspecify.annotations.NullMarked;
