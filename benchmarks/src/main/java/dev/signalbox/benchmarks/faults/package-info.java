/** What callers see of a provider's faults and outages: behind other libraries, and behind Signalbox. */
@NullMarked
package dev.signalbox.benchmarks.faults;

import org.jspecify.annotations.NullMarked;
