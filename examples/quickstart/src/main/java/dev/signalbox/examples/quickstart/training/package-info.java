/** The two scoring models: trained in seconds on generated data, written as ONNX, kept between runs. */
@NullMarked
package dev.signalbox.examples.quickstart.training;

import org.jspecify.annotations.NullMarked;
