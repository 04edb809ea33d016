/** Wait-free counters and histograms, and Dropwizard views over them. */
@NullMarked
package dev.signalbox.core.metrics;

import org.jspecify.annotations.NullMarked;
