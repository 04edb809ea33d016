package dev.signalbox.core.control;

/**
 * Calls that were refused for good.
 *
 * @param level where they were short of something
 * @param resource of what
 * @param critical how many critical calls
 * @param high how many high ones
 * @param normal how many normal ones
 * @param low how many low ones
 */
public record RefusalInfo(String level, String resource, long critical, long high, long normal, long low) {}
