/** {@code runnel.toml}: which files there are, what they say, and how that reaches a runner. */
@NullMarked
package dev.runnel.config.settings;

import org.jspecify.annotations.NullMarked;
