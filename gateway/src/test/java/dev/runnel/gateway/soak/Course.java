package dev.runnel.gateway.soak;

/** What service and client do about one request, and so how it must end. */
public enum Course {
  /** A healthy answer, read as it comes. */
  HEALTHY(400),
  /** A healthy answer of large tokens to a client that stops reading for a while. */
  SLOW_CLIENT(60),
  /** 503 the first time, then healthy. */
  UNAVAILABLE_ONCE(60),
  /** The connection is closed before a head the first time, then healthy. */
  LOST_ONCE(60),
  /** 503, always. */
  DOWN(20),
  /** 400. */
  REFUSED(30),
  /** The connection is closed after some tokens. */
  LOST(60),
  /** The connection is reset after some tokens, which may overtake them. */
  RESET(60),
  /** An error event after some tokens. */
  FAILING(60),
  /** A clean end after some tokens, without a finish reason. */
  ENDED_EARLY(60),
  /** No answer at all, until the client leaves. */
  SILENT(50),
  /** Nothing more after some tokens, until the client leaves. */
  STALLED(50),
  /** A healthy answer, left by the client after some tokens. */
  LEFT(50);

  private final int weight;

  Course(int weight) {
    this.weight = weight;
  }

  static Course of(int lot) {
    int rest = Math.floorMod(lot, total());
    for (Course course : values()) {
      rest -= course.weight;
      if (rest < 0) {
        return course;
      }
    }
    throw new IllegalStateException("The weights do not add up");
  }

  private static int total() {
    int sum = 0;
    for (Course course : values()) {
      sum += course.weight;
    }
    return sum;
  }

  /** Whether the client leaves before the end. */
  boolean clientLeaves() {
    return this == SILENT || this == STALLED || this == LEFT;
  }
}
