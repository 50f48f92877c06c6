/** The driver of Lockchat, an unofficial, third-party service of 2023 that may be gone. */
@NullMarked
package dev.runnel.provider.lockchat;

import org.jspecify.annotations.NullMarked;
