/** Who may ask, for what and how much. */
@NullMarked
package dev.runnel.gateway.access;

import org.jspecify.annotations.NullMarked;
