/**
 * The promises that only all parts together can keep: what a caller sees of whatever an upstream
 * does, through every driver, in the library's views and in the shell.
 */
package dev.runnel.distribution.contract;
