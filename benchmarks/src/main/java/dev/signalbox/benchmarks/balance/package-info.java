/** Ways of balancing side by side, in virtual time: replicas of which some are slowed. */
@NullMarked
package dev.signalbox.benchmarks.balance;

import org.jspecify.annotations.NullMarked;
