/** What becomes of important calls, and of the process, where more is asked than the machine can do. */
@NullMarked
package dev.signalbox.benchmarks.overload;

import org.jspecify.annotations.NullMarked;
