package dev.runnel.guard;

/** Throws what the compiler would not let through, as foreign code can. */
final class Sneaky {
  private Sneaky() {}

  /** Never returns; says it does, so that {@code throw Sneaky.sneakyThrow(e)} ends a method. */
  static RuntimeException sneakyThrow(Throwable thrown) {
    Sneaky.<RuntimeException>unchecked(thrown);
    return new IllegalStateException("unreachable");
  }

  @SuppressWarnings("unchecked") // the cast is gone at run time; that is the trick
  private static <T extends Throwable> void unchecked(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
