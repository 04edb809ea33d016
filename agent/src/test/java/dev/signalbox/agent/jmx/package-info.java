/** The control surface as its clients see it: through a real MBeanServer and a real remote connection. */
@NullMarked
package dev.signalbox.agent.jmx;

import org.jspecify.annotations.NullMarked;
