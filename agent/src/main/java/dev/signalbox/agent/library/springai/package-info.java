/** Call sites of Spring AI; defined anew beside each copy of the library that the host has loaded. */
@NullMarked
package dev.signalbox.agent.library.springai;

import org.jspecify.annotations.NullMarked;
