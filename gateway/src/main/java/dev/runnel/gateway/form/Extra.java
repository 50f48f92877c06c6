package dev.runnel.gateway.form;

import static java.util.Objects.requireNonNull;

/**
 * A member of a request that only services of the client's own form know. It goes to those as it
 * is.
 *
 * @param name of the member
 * @param value in plain Java: maps, lists, strings, numbers, booleans
 * @param lost what is told as ignored where another service serves: the member, or what of it the
 *     request cannot say
 */
public record Extra(String name, Object value, String lost) {
  public Extra {
    requireNonNull(name, "name is null");
    requireNonNull(value, "value is null");
    requireNonNull(lost, "lost is null");
  }
}
