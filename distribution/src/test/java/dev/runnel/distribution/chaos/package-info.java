/** Thousands of calls at once through one runner, over services at which everything goes wrong. */
package dev.runnel.distribution.chaos;
