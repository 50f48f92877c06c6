/** The driver of Gravityengine, an unofficial, third-party service of 2023 that may be gone. */
@NullMarked
package dev.runnel.provider.gravityengine;

import org.jspecify.annotations.NullMarked;
