/** The public API in words, so that nobody changes it by accident. */
package dev.runnel.testkit.signatures;
