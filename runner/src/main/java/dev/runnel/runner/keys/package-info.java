/** Several credentials for one endpoint, used in turn. */
@NullMarked
package dev.runnel.runner.keys;

import org.jspecify.annotations.NullMarked;
