/** Child JVMs for tests: JDKs, fixtures, agent jars. */
@NullMarked
package dev.signalbox.agent.testing;

import org.jspecify.annotations.NullMarked;
