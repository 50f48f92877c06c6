package dev.runnel.runner.limit;

/** What there may be only so much of. */
enum Limit {
  CONCURRENCY("concurrency", "calls are under way"),
  REQUESTS("requests-per-minute", "requests were sent within a minute"),
  TOKENS("tokens-per-minute", "tokens were used within a minute");

  private final String setting;
  private final String counted;

  Limit(String setting, String counted) {
    this.setting = setting;
    this.counted = counted;
  }

  /** What it is called where it is configured. */
  String setting() {
    return setting;
  }

  /** What is counted, as the end of "8 of 8 …". */
  String counted() {
    return counted;
  }
}
