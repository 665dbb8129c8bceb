package dev.outloop.core.internal.admit;

/**
 * One pair of a query, decoded once.
 *
 * @param name the name
 * @param value the value, empty where none was given
 */
public record QueryPair(String name, String value) {}
