/** Gets plugins from Maven repositories, as the user's settings of Maven say. */
@NullMarked
package dev.runnel.plugins.maven;

import org.jspecify.annotations.NullMarked;
