/** The forms that clients speak: requests read, answers and troubles written; no I/O. */
@NullMarked
package dev.runnel.gateway.form;

import org.jspecify.annotations.NullMarked;
