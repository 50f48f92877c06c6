/**
 * The endpoints there are: made from the providers and the options that were written, and connected
 * when they are first needed.
 */
@NullMarked
package dev.runnel.runner.endpoint;

import org.jspecify.annotations.NullMarked;
