package dev.runnel.gateway.delivery;

import java.util.regex.Pattern;

/**
 * What was seen of one answer.
 *
 * @param status of the response; 0: the client did not stay for it
 * @param body what differs from run to run left out
 * @param end how it ended, in words
 * @param upstream what became of the exchange with the upstream, in words
 */
record Sighting(int status, String body, String end, String upstream) {
  private static final Pattern IDS = Pattern.compile("(chatcmpl-|msg_|req_)[0-9A-Za-z]+");
  private static final Pattern DATES = Pattern.compile("\"created\":\\d+");
  private static final Pattern ADDRESSES = Pattern.compile("127\\.0\\.0\\.1:\\d+");
  private static final Pattern HEARTBEATS = Pattern.compile("(: keep-alive\n\n)+");
  private static final Pattern LONG = Pattern.compile("x{1000,}");

  static Sighting of(RawResponse response, String upstream) {
    return new Sighting(response.status(), blanked(response.body()), words(response), upstream);
  }

  static Sighting ofNothing(String upstream) {
    return new Sighting(0, "", "", upstream);
  }

  String brief() {
    return status == 0 ? "\u2013" : status + ", " + end;
  }

  private static String words(RawResponse response) {
    return switch (response.end()) {
      case LAST_CHUNK, LENGTH -> "whole";
      case CUT -> "cut";
    };
  }

  private static String blanked(String body) {
    String text = IDS.matcher(body).replaceAll("$1\u2026");
    text = DATES.matcher(text).replaceAll("\"created\":\u2026");
    text = ADDRESSES.matcher(text).replaceAll("127.0.0.1:\u2026");
    text = HEARTBEATS.matcher(text).replaceAll(": keep-alive\n\n");
    return LONG.matcher(text).replaceAll(run -> "x \u2026 (" + run.group().length() + " times)");
  }
}
