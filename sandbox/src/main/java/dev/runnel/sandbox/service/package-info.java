/**
 * The services the sandbox speaks, one file each, and the strict checks they share. Internal to the
 * sandbox.
 */
@NullMarked
package dev.runnel.sandbox.service;

import org.jspecify.annotations.NullMarked;
