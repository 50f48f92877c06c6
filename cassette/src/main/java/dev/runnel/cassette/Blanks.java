package dev.runnel.cassette;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.runnel.api.Secret;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of what is kept or shown: those that are known, and what is named as one.
 * Further ones may become known at any time, on any thread.
 */
final class Blanks {
  private static final Pattern PERCENT = Pattern.compile("%[0-9A-F]{2}");
  private static final Pattern QUERY_PARAMETER = Pattern.compile("([^&=]+)=([^&]*)");
  // Possessive: what may be given back is kept on the stack, and an image is longer than that.
  private static final Pattern JSON_FIELD =
      Pattern.compile("(\"([^\"\\\\]{1,64})\"\\s*+:\\s*+)\"((?:[^\"\\\\]++|\\\\.)*+)\"");

  /** What is shorter stands in any text by chance, and to blank it would hide nothing. */
  private static final int SHORTEST = 4;

  /** As bytes of UTF-8, each a char, so that any body can be searched; the longest first. */
  private volatile List<String> forms;

  private Blanks(List<String> forms) {
    this.forms = forms;
  }

  /** Blanks these, in every form in which they may stand in a request. */
  static Blanks of(Collection<Secret> secrets) {
    Blanks blanks = new Blanks(List.of());
    blanks.learn(secrets);
    return blanks;
  }

  /** Blanks these too, from now on, and in streams that have begun. */
  synchronized void learn(Collection<Secret> secrets) {
    Set<String> known = new LinkedHashSet<>(forms);
    secrets.forEach(secret -> forms(secret).forEach(form -> known.add(latin(form))));
    forms = known.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  private static String latin(String form) {
    return new String(form.getBytes(UTF_8), ISO_8859_1);
  }

  private static Set<String> forms(Secret secret) {
    Set<String> forms = new LinkedHashSet<>();
    String clear = secret.reveal();
    if (clear.length() < SHORTEST) {
      return forms;
    }
    forms.add(clear);
    for (String spaces : List.of("+", "%20")) {
      String inUrl = URLEncoder.encode(clear, UTF_8).replace("+", spaces);
      forms.add(inUrl);
      forms.add(PERCENT.matcher(inUrl).replaceAll(one -> one.group().toLowerCase(Locale.ROOT)));
    }
    String inJson = new String(JsonStringEncoder.getInstance().quoteAsString(clear));
    forms.add(inJson);
    forms.add(inJson.replace("/", "\\/")); // as PHP writes it
    forms.add(Base64.getEncoder().encodeToString(clear.getBytes(UTF_8)));
    return forms;
  }

  /** The forms of the known secrets, a char for each byte; the longest first. */
  List<String> forms() {
    return forms;
  }

  String text(String text) {
    return new String(bytes(text.getBytes(UTF_8)), UTF_8);
  }

  byte[] bytes(byte[] bytes) {
    String clean = new String(bytes, ISO_8859_1);
    for (String form : forms) {
      clean = clean.replace(form, Secret.MASK);
    }
    return clean.getBytes(ISO_8859_1);
  }

  Entry<String, String> header(Entry<String, String> header) {
    return Map.entry(
        header.getKey(), SecretNames.has(header.getKey()) ? Secret.MASK : text(header.getValue()));
  }

  /** Path and query. */
  String target(String target) {
    int mark = target.indexOf('?');
    return mark < 0
        ? text(target)
        : text(target.substring(0, mark)) + "?" + parameters(target.substring(mark + 1));
  }

  private String parameters(String query) {
    return text(
        replace(
            QUERY_PARAMETER,
            query,
            match ->
                SecretNames.has(match.group(1))
                    ? match.group(1) + "=" + Secret.MASK
                    : match.group()));
  }

  /** The body of a request: in JSON, texts in fields whose names say so are blanked, too. */
  byte[] requestBody(byte[] body, String contentType) {
    String latin = new String(bytes(body), ISO_8859_1);
    if (contentType.contains("x-www-form-urlencoded")) {
      return parameters(latin).getBytes(ISO_8859_1);
    }
    String start = latin.stripLeading();
    if (!start.startsWith("{") && !start.startsWith("[")) {
      return latin.getBytes(ISO_8859_1);
    }
    return replace(
            JSON_FIELD,
            latin,
            match ->
                SecretNames.has(match.group(2)) && !match.group(3).isEmpty()
                    ? match.group(1) + '"' + Secret.MASK + '"'
                    : match.group())
        .getBytes(ISO_8859_1);
  }

  private static String replace(
      Pattern pattern, String text, java.util.function.Function<MatchResult, String> by) {
    return pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(by.apply(match)));
  }
}
