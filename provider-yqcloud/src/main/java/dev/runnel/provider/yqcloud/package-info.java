/** The driver of Yqcloud, an unofficial, third-party service of 2023 that may be gone. */
@NullMarked
package dev.runnel.provider.yqcloud;

import org.jspecify.annotations.NullMarked;
