package dev.runnel.discovery;

import dev.runnel.spi.Provider;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/** Says in words why a provider's class did not load. */
final class LoadFailure {
  private LoadFailure() {}

  static String explain(Throwable error) {
    @Nullable Throwable cause = error.getCause();
    if (error instanceof ServiceConfigurationError) {
      return cause == null
          ? inWords(withoutServiceName(String.valueOf(error.getMessage())))
          : cause instanceof LinkageError
              ? explain(cause)
              : "it could not be made: " + deepest(cause);
    }
    if (error instanceof UnsupportedClassVersionError) {
      return "it needs a newer Java than "
          + Runtime.version().feature()
          + ": "
          + error.getMessage();
    }
    if (error instanceof ClassFormatError) {
      return "its class file is damaged: " + error.getMessage();
    }
    if (error instanceof ExceptionInInitializerError) {
      return "its class could not be initialized: " + deepest(error);
    }
    if (error instanceof NoClassDefFoundError) {
      return "a class it needs is missing: "
          + String.valueOf(error.getMessage()).replace('/', '.')
          + "; put the jar that has it beside this one";
    }
    if (error instanceof LinkageError) {
      return "it does not fit this version of Runnel: " + text(error);
    }
    return "it threw " + text(error);
  }

  /** What a throwable says of itself; its class where even that throws. */
  private static String text(Throwable error) {
    try {
      return error.toString();
    } catch (Throwable again) { // foreign code as well
      return error.getClass().getName();
    }
  }

  /** Says what {@link java.util.ServiceLoader} says without a cause. */
  private static String inWords(String message) {
    int file = message.indexOf(ServicesFiles.PATH + ":");
    if (file >= 0) {
      return "its services file is malformed, line "
          + message.substring(file + ServicesFiles.PATH.length() + 1);
    }
    return message.endsWith("not a subtype")
        ? "it is no provider: it does not implement " + Provider.class.getName()
        : "it could not be loaded: " + message;
  }

  private static String withoutServiceName(String message) {
    return message.replaceFirst("^dev\\.runnel\\.spi\\.Provider: ", "");
  }

  private static String deepest(Throwable error) {
    Throwable deepest = error;
    for (int depth = 0; depth < 100; depth++) {
      @Nullable Throwable cause = deepest.getCause();
      if (cause == null) {
        break;
      }
      deepest = cause;
    }
    return text(deepest);
  }
}
