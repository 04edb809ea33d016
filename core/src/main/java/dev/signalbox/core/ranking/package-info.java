/** How the chains of a route rank: what they are expected to cost, how far they can be relied on, and what a route asks of them. */
@NullMarked
package dev.signalbox.core.ranking;

import org.jspecify.annotations.NullMarked;
