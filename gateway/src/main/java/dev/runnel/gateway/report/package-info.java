/** What became of each request, told once and whole, for metrics and logs. */
@NullMarked
package dev.runnel.gateway.report;

import org.jspecify.annotations.NullMarked;
