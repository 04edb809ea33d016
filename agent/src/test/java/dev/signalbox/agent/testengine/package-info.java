/** An engine for tests of the machinery around it. It runs inside child JVMs, in the agent's class loader. */
@NullMarked
package dev.signalbox.agent.testengine;

import org.jspecify.annotations.NullMarked;
