/** What was installed in a folder of plugins: the lock file, the one place that says so. */
@NullMarked
package dev.runnel.plugins.lock;

import org.jspecify.annotations.NullMarked;
