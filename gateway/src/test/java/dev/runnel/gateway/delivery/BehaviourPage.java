package dev.runnel.gateway.delivery;

import dev.runnel.gateway.delivery.Lookout.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The page of the docs about what clients get, made of what a client was seen to get. */
final class BehaviourPage {
  static final String COMMAND =
      "mvn -q -pl gateway -am test -Dtest=BehaviourPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Drunnel.docs.write=true";

  private record View(Form form, boolean streaming) {
    String title() {
      return form.title + (streaming ? ", streamed" : ", whole");
    }
  }

  private static final List<View> VIEWS =
      List.of(
          new View(Form.OPENAI, true),
          new View(Form.OPENAI, false),
          new View(Form.ANTHROPIC, true),
          new View(Form.ANTHROPIC, false));

  private final Map<String, Map<View, Sighting>> seen = new LinkedHashMap<>();

  static BehaviourPage of(Lookout lookout) throws Exception {
    BehaviourPage page = new BehaviourPage();
    for (Situation situation : Situation.all()) {
      Map<View, Sighting> row = new LinkedHashMap<>();
      for (View view : VIEWS) {
        row.put(view, lookout.see(situation, view.form(), view.streaming()));
      }
      page.seen.put(situation.name(), row);
    }
    return page;
  }

  @Override
  public String toString() {
    return """
    # What clients of the gateway get

    <!-- Made of what a client on a bare socket was seen to get; a test compares. To write it anew:
    %s
    -->

    An answer that is not whole never looks whole: where nothing was sent yet, the failure has its status; where something was, it
    is an event of the stream, and then the connection is cut (HTTP/2: the stream is reset) without the last chunk. A client that
    leaves takes its call with it: the exchange with the service is aborted at once.

    ## In short

    Status, and whether the response ended as it should (*whole*) or the connection was cut before (*cut*); then what became of the
    exchange with the upstream. One attempt at one service; usually the [attempts](attempts.md) come before that.

    | what happens | %s | upstream |
    | --- |%s --- |
    %s

    ## Byte for byte

    The bodies without their framing. Ids, dates and ports are left out (\u2026), repeated heartbeats and letters are counted or shown once.
    What is not shown was the same as of the healthy answer.
    %s"""
        .formatted(COMMAND, titles(), " --- |".repeat(VIEWS.size()), rows(), bodies());
  }

  private static String titles() {
    return String.join(" | ", VIEWS.stream().map(View::title).toList());
  }

  private String rows() {
    List<String> rows = new ArrayList<>();
    seen.forEach(
        (name, row) -> {
          String upstreams =
              String.join(", ", row.values().stream().map(Sighting::upstream).distinct().toList());
          String cells = String.join(" | ", row.values().stream().map(Sighting::brief).toList());
          rows.add("| %s | %s | %s |".formatted(name, cells, upstreams));
        });
    return String.join("\n", rows);
  }

  private String bodies() {
    StringBuilder page = new StringBuilder();
    Map<View, Sighting> healthy = seen.values().iterator().next();
    seen.forEach(
        (name, row) -> {
          StringBuilder shown = new StringBuilder();
          row.forEach(
              (view, one) -> shown.append(body(view, one, row == healthy, healthy.get(view))));
          if (!shown.isEmpty()) {
            page.append("\n### ").append(name).append("\n").append(shown);
          }
        });
    return page.toString();
  }

  private static String body(
      View view, Sighting one, boolean isHealthy, @Nullable Sighting healthy) {
    if (one.status() == 0 || (!isHealthy && one.equals(healthy))) {
      return "";
    }
    return "\n%s (%s):\n\n```text\n%s\n```\n"
        .formatted(view.title(), one.brief(), one.body().stripTrailing());
  }
}
