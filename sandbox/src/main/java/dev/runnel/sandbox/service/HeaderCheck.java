package dev.runnel.sandbox.service;

import dev.runnel.sandbox.exchange.ReceivedRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Checks headers against an exact set: what is listed with its value, and besides that only what
 * any HTTP client must or may send.
 */
final class HeaderCheck {

  private static final Set<String> ALWAYS_ALLOWED =
      Set.of("host", "content-length", "connection", "accept", "accept-encoding");

  private final ReceivedRequest request;
  private final Findings findings;
  private final Set<String> listed = new HashSet<>();

  HeaderCheck(ReceivedRequest request, Findings findings) {
    this.request = request;
    this.findings = findings;
  }

  HeaderCheck exactly(String name, String value) {
    return matching(name, value::equals, "'" + value + "'");
  }

  /** The {@code authorization} header; neither the token expected nor the one found is told. */
  HeaderCheck bearer(String token) {
    listed.add("authorization");
    List<String> values = request.headers("authorization");
    if (values.isEmpty()) {
      findings.add(401, "header 'authorization' is missing; it should be 'Bearer' and the token");
    } else if (!values.get(0).equals("Bearer " + token)) {
      findings.add(401, "header 'authorization' should be 'Bearer' and the token, and is not");
    }
    return this;
  }

  HeaderCheck matching(String name, Predicate<String> rule, String words) {
    listed.add(name);
    List<String> values = request.headers(name);
    if (values.isEmpty()) {
      findings.add("header '" + name + "' is missing; it should be " + words);
    } else if (!rule.test(values.get(0))) {
      findings.add("header '" + name + "' should be " + words + ", not '" + values.get(0) + "'");
    }
    return this;
  }

  /** Reports every header that is neither listed nor always allowed, and every one sent twice. */
  void andNothingElse() {
    Set<String> seen = new HashSet<>();
    Set<String> twice = new TreeSet<>();
    for (Entry<String, String> header : request.headers()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!seen.add(name)) {
        twice.add(name);
      }
      if (!listed.contains(name) && !ALWAYS_ALLOWED.contains(name)) {
        // Without its value, which may be a secret.
        findings.add("header '" + name + "' is not part of this protocol; it should not be sent");
      }
    }
    twice.forEach(name -> findings.add("header '" + name + "' came more than once"));
    if (!seen.contains("content-length")) {
      findings.add("header 'content-length' is missing; the body should come with its length");
    }
  }
}
