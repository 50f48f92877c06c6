/**
 * Runs the functions that a model asks for, and asks on: a {@link dev.runnel.tools.ToolLoop} is a
 * client whose calls go as many rounds as it takes, within bounds, and keep the contract of every
 * other {@link dev.runnel.api.Call}.
 */
@NullMarked
package dev.runnel.tools;

import org.jspecify.annotations.NullMarked;
