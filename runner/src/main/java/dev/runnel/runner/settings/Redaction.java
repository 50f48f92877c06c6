package dev.runnel.runner.settings;

import dev.runnel.api.Secret;
import java.util.regex.Pattern;

/** Blanks what people put into addresses: {@code http://user:password@host}. */
public final class Redaction {
  private static final Pattern USER_INFO = Pattern.compile("(?<=//)[^/@\\s']*@");

  private Redaction() {}

  public static String of(String text) {
    return USER_INFO.matcher(text).replaceAll(Secret.MASK + "@");
  }
}
