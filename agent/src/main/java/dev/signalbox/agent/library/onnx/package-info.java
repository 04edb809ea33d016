/** Call sites of ONNX Runtime; defined anew beside each copy of the library that the host has loaded. */
@NullMarked
package dev.signalbox.agent.library.onnx;

import org.jspecify.annotations.NullMarked;
