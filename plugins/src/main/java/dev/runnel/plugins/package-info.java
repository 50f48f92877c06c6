/** Finds plugins in folders and loads each in a class loader of its own. */
@NullMarked
package dev.runnel.plugins;

import org.jspecify.annotations.NullMarked;
