package dev.runnel.guard;

/** Throws what the compiler would not let through, as foreign code can. */
final class Sneaky {
  private Sneaky() {}

  @SuppressWarnings("unchecked") // the cast is gone at run time; that is the trick
  static <T extends Throwable> void sneakyThrow(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
