/** Puts plugins into a folder in one step, and takes them away. */
@NullMarked
package dev.runnel.plugins.install;

import org.jspecify.annotations.NullMarked;
