/** What a flight recording sees of us: slow calls, failovers, changes of health, incidents. */
@NullMarked
package dev.signalbox.agent.jfr;

import org.jspecify.annotations.NullMarked;
