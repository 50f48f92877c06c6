package dev.runnel.testkit.signatures;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A type as it is written in Java, with its nullness; what is on every second line goes without its
 * package.
 */
final class TypeText {
  private static final Pattern KNOWN =
      Pattern.compile("\\b(?:java\\.(?:lang|util)|dev\\.runnel\\.(?:api|spi))\\.(?=[A-Z])");

  private TypeText() {}

  static String of(AnnotatedType type) {
    return shortened(text(type));
  }

  static String of(Class<?> type) {
    return shortened(type.getCanonicalName());
  }

  /** The type parameters with their bounds, such as {@code <T extends Runnable>}; or nothing. */
  static String parameters(TypeVariable<?>... variables) {
    return variables.length == 0
        ? ""
        : Arrays.stream(variables).map(TypeText::parameter).collect(joining(", ", "<", ">"));
  }

  private static String parameter(TypeVariable<?> variable) {
    String bounds =
        Arrays.stream(variable.getAnnotatedBounds())
            .map(TypeText::of)
            .filter(bound -> !bound.equals("Object"))
            .collect(joining(" & "));
    return variable.getName() + (bounds.isEmpty() ? "" : " extends " + bounds);
  }

  private static String shortened(String text) {
    return KNOWN.matcher(text).replaceAll("");
  }

  private static String text(AnnotatedType type) {
    String nullness = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    if (type instanceof AnnotatedArrayType array) {
      String mark = nullness.isEmpty() ? "" : " " + nullness;
      return text(array.getAnnotatedGenericComponentType()) + mark + "[]";
    }
    if (type instanceof AnnotatedParameterizedType generic) {
      Class<?> raw = (Class<?>) ((ParameterizedType) type.getType()).getRawType();
      return nullness
          + raw.getCanonicalName()
          + Arrays.stream(generic.getAnnotatedActualTypeArguments())
              .map(TypeText::text)
              .collect(joining(", ", "<", ">"));
    }
    if (type instanceof AnnotatedWildcardType wildcard) {
      return nullness + wildcard(wildcard);
    }
    return nullness + plain(type.getType());
  }

  private static String wildcard(AnnotatedWildcardType type) {
    String lower = bounds(type.getAnnotatedLowerBounds());
    String upper = bounds(type.getAnnotatedUpperBounds());
    if (!lower.isEmpty()) {
      return "? super " + lower;
    }
    return upper.isEmpty() || upper.equals("java.lang.Object") ? "?" : "? extends " + upper;
  }

  private static String bounds(AnnotatedType... bounds) {
    return Stream.of(bounds).map(TypeText::text).collect(joining(" & "));
  }

  private static String plain(Type type) {
    if (type instanceof Class<?> one) {
      return one.getCanonicalName();
    }
    if (type instanceof TypeVariable<?> variable) {
      return variable.getName();
    }
    if (type instanceof GenericArrayType || type instanceof WildcardType) {
      throw new IllegalArgumentException("Not a plain type: " + type);
    }
    return type.getTypeName();
  }
}
