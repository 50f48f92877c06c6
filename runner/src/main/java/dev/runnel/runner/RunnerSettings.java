package dev.runnel.runner;

/**
 * What holds for every request of a runner.
 *
 * @param strict whether every request is treated as strict
 */
record RunnerSettings(boolean strict) {}
