package dev.runnel.plugins.install;

import dev.runnel.plugins.Finding;
import dev.runnel.plugins.lock.LockedPlugin;
import java.util.List;
import java.util.Optional;

/**
 * What was installed, or would be.
 *
 * @param plugin as the lock file has it
 * @param ids of its providers
 * @param before what it takes the place of, if of anything
 * @param advice what could be better about it
 * @param changed whether there was anything to do; where {@code before} is the same plugin, its
 *     files were damaged
 */
public record Installation(
    LockedPlugin plugin,
    List<String> ids,
    Optional<LockedPlugin> before,
    List<Finding> advice,
    boolean changed) {
  public Installation {
    ids = List.copyOf(ids);
    advice = List.copyOf(advice);
  }
}
