/** TOML files with the place of every key and value, which the parser forgets. */
@NullMarked
package dev.runnel.config.toml;

import org.jspecify.annotations.NullMarked;
