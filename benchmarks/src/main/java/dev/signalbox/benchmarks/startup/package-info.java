/** What an agent adds to the start of a JVM whose application has no model. */
@NullMarked
package dev.signalbox.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
