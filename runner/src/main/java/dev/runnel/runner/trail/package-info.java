/** What happened to a call on its way: its attempts, for its caller and for observers. */
@NullMarked
package dev.runnel.runner.trail;

import org.jspecify.annotations.NullMarked;
