/**
 * What authors of providers implement. A provider jar names its {@link dev.runnel.spi.Provider} in
 * {@code META-INF/services/dev.runnel.spi.Provider} (and, as a module, in {@code provides … with});
 * the provider describes itself and connects a {@link dev.runnel.spi.Driver}, and the driver feeds
 * an {@link dev.runnel.spi.Exchange}.
 */
@NullMarked
package dev.runnel.spi;

import org.jspecify.annotations.NullMarked;
