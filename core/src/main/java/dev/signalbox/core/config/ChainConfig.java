package dev.signalbox.core.config;

/**
 * One chain of a route. This version runs chains of one stage.
 *
 * @param name the chain's name, unique within its route; by default the model's name
 * @param model the model of its only stage
 */
public record ChainConfig(String name, String model) {}
