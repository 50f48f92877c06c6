package dev.runnel.discovery;

import dev.runnel.spi.Provider;
import java.util.function.UnaryOperator;

/**
 * Where providers are looked for.
 *
 * @param loader what finds and loads them
 * @param entrance puts before each what its every call goes through
 */
record ProviderPlace(ClassLoader loader, UnaryOperator<Provider> entrance) {}
