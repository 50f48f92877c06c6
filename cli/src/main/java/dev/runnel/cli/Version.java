package dev.runnel.cli;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** Which version this is: as the jar's manifest says, or the module. */
final class Version {
  private Version() {}

  /** Such as {@code runnel 1.2.3}. */
  static String line() {
    return "runnel "
        + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .or(
                () ->
                    Optional.ofNullable(Version.class.getModule().getDescriptor())
                        .flatMap(ModuleDescriptor::rawVersion))
            .orElse("(development)");
  }
}
