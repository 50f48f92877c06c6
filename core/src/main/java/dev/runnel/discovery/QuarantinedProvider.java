package dev.runnel.discovery;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A provider that was found and does not work. It stops nobody else, and asking for it says why.
 *
 * @param id the provider's id, where it could still say it
 * @param source where it came from, as far as that is known
 * @param reason what is wrong and what to do, in a sentence
 * @param cause what was thrown, for whoever wants the stack trace
 */
public record QuarantinedProvider(
    Optional<String> id, ProviderSource source, String reason, Optional<Throwable> cause) {
  public QuarantinedProvider {
    requireNonNull(id, "id is null");
    requireNonNull(source, "source is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(cause, "cause is null");
  }

  /**
   * Whether who asks for this id means this one: it has it, or could not say which it has and came
   * in a jar of that name, such as {@code acme-1.2.jar} for {@code acme}.
   */
  public boolean isMeantBy(String wanted) {
    return id.isPresent()
        ? id.get().equals(wanted)
        : source.jar().matches("(.*[/\\\\-])?" + Pattern.quote(wanted) + "(-\\d.*)?(\\.jar)?");
  }
}
