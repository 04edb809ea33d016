/** The operator's command line: what is typed, what is answered, with which exit code. */
@NullMarked
package dev.signalbox.console;

import org.jspecify.annotations.NullMarked;
