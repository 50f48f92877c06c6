/** Tests of what is shipped: the layout, the launcher, the architecture of all modules together. */
package dev.runnel.distribution;
