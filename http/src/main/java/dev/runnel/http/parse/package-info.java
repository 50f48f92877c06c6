/** The streaming parser beneath everything here that reads JSON without a tree; not exported. */
@NullMarked
package dev.runnel.http.parse;

import org.jspecify.annotations.NullMarked;
