package dev.runnel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.runnel.api.Secret;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Blanks an endpoint's secrets in what is shown, as they are and as they look in a URL. */
final class Redaction {
  private final List<String> forms;

  private Redaction(List<String> forms) {
    this.forms = forms;
  }

  static Redaction of(List<Secret> secrets) {
    Set<String> forms = new LinkedHashSet<>();
    for (Secret secret : secrets) {
      forms.add(secret.reveal());
      forms.add(encoded(secret.reveal()));
    }
    List<String> longestFirst = new ArrayList<>(forms);
    longestFirst.sort(Comparator.comparingInt(String::length).reversed());
    return new Redaction(List.copyOf(longestFirst));
  }

  /** The text as it stands in a query. */
  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  String redact(String text) {
    String clean = text;
    for (String form : forms) {
      clean = clean.replace(form, Secret.MASK);
    }
    return clean;
  }

  /** What must not be shown, longest first. */
  List<String> forms() {
    return forms;
  }
}
