/**
 * Where a request goes and why: plain values, to be shown, logged or acted on. Nothing here
 * decides.
 */
@NullMarked
package dev.runnel.runner.route;

import org.jspecify.annotations.NullMarked;
