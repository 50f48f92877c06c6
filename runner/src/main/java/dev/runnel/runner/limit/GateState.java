package dev.runnel.runner.limit;

/**
 * How full a gate is.
 *
 * @param underWay permits that were given and not ended
 * @param waiting calls in the queue
 * @param requests begun within the last minute; 0 where they are not limited
 * @param tokens used within the last minute; 0 where they are not limited
 */
public record GateState(int underWay, int waiting, long requests, long tokens) {}
