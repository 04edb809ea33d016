/** What callers see of a provider's faults: behind LangChain4j's own router, and behind Signalbox. */
@NullMarked
package dev.signalbox.benchmarks.faults;

import org.jspecify.annotations.NullMarked;
