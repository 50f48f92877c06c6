/** Templates of requests, one in a file: a prompt with variables, and who is asked and how. */
@NullMarked
package dev.runnel.config.template;

import org.jspecify.annotations.NullMarked;
