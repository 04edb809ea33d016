/** What the agent adds to a call of each library that it knows, and to one of the user's own classes. */
@NullMarked
package dev.signalbox.benchmarks.sites;

import org.jspecify.annotations.NullMarked;
