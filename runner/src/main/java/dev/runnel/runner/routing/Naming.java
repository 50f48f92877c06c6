package dev.runnel.runner.routing;

/** How a user named who is to serve a request. */
enum Naming {
  /** Not at all. */
  NONE,
  /** With others, in a pool. */
  IN_POOL,
  /** It, and nobody else. */
  ALONE
}
