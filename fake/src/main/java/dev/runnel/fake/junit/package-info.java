/**
 * {@link dev.runnel.fake.junit.Fake} puts a fake into a JUnit 5 test. The only package here that
 * needs JUnit.
 */
@NullMarked
package dev.runnel.fake.junit;

import org.jspecify.annotations.NullMarked;
