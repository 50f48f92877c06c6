package dev.runnel.gateway.delivery;

import dev.runnel.gateway.form.Asked;
import dev.runnel.gateway.form.Extra;
import dev.runnel.runner.route.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What of a request did not reach who served it, as a header tells it. */
final class IgnoredMembers {
  static final String HEADER = "x-runnel-ignored";

  private static final int MOST = 20;
  private static final int LONGEST = 80;

  /** Names are clients' own: nothing of them may end a header. */
  private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9_.\\-\\[\\]]");

  private IgnoredMembers() {}

  /**
   * The header's value; empty: all has reached it.
   *
   * @param form whose services take what only they know
   */
  static Optional<String> of(Asked asked, String form, Optional<Candidate> served) {
    List<String> names = new ArrayList<>(asked.ignored());
    boolean own = served.filter(one -> one.endpoint().provider().id().equals(form)).isPresent();
    if (!own) {
      asked.extras().stream().map(Extra::lost).forEach(names::add);
    }
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String shown =
        names.stream()
            .distinct()
            .limit(MOST)
            .map(name -> UNFIT.matcher(name).replaceAll("_"))
            .map(name -> name.substring(0, Math.min(name.length(), LONGEST)))
            .collect(Collectors.joining(", "));
    return Optional.of(shown);
  }
}
