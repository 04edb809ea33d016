package dev.signalbox.examples.quickstart.demo;

/**
 * Something Signalbox promises, and whether it held in this run.
 *
 * @param text the promise with the figures found
 * @param held whether they keep it
 */
record Promise(String text, boolean held) {}
