package dev.signalbox.core.config;

/**
 * A value that was read, and where.
 *
 * @param value the value
 * @param place of a plain value, the value; of a section, its key
 */
record Located<T>(T value, Place place) {}
