/** The engine as JMX shows it: beans that explain themselves, in open types only, and the metrics beside them. */
@NullMarked
package dev.signalbox.agent.jmx;

import org.jspecify.annotations.NullMarked;
