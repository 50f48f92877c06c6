/**
 * The offline conversationalist: deterministic, without memory of its own beyond the conversation
 * it is given. Internal to the sandbox.
 */
@NullMarked
package dev.runnel.sandbox.eliza;

import org.jspecify.annotations.NullMarked;
