/** The form of an answer: a JSON schema as users write it, and whether an answer follows it. */
@NullMarked
package dev.runnel.cli.schema;

import org.jspecify.annotations.NullMarked;
