/** What users write into files: {@code runnel.toml} and the key file, read into a runner. */
@NullMarked
package dev.runnel.config;

import org.jspecify.annotations.NullMarked;
