package dev.runnel.sandbox.eliza;

import static java.util.Objects.requireNonNull;

/**
 * One message of a conversation; {@code role} is {@code user}, {@code assistant} or {@code system}.
 */
public record Turn(String role, String text) {

  public Turn {
    requireNonNull(role, "role is null");
    requireNonNull(text, "text is null");
  }

  boolean byUser() {
    return role.equals("user");
  }
}
