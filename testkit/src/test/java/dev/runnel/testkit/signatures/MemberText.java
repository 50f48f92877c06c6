package dev.runnel.testkit.signatures;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One field, constructor or method, on one line. */
final class MemberText {
  private MemberText() {}

  static String of(Field field) {
    if (field.isEnumConstant()) {
      return field.getName();
    }
    return modifiers(field)
        + TypeText.of(field.getAnnotatedType())
        + " "
        + field.getName()
        + constant(field);
  }

  static String of(Constructor<?> constructor) {
    return modifiers(constructor)
        + generic(constructor)
        + constructor.getDeclaringClass().getSimpleName()
        + parameters(constructor);
  }

  static String of(Method method) {
    return (method.isDefault() ? "default " : "")
        + modifiers(method)
        + generic(method)
        + TypeText.of(method.getAnnotatedReturnType())
        + " "
        + method.getName()
        + parameters(method)
        + (method.getDefaultValue() == null ? "" : " default …");
  }

  private static String generic(Executable member) {
    String parameters = TypeText.parameters(member.getTypeParameters());
    return parameters.isEmpty() ? "" : parameters + " ";
  }

  private static String parameters(Executable member) {
    AnnotatedType[] types = member.getAnnotatedParameterTypes();
    List<String> texts = new ArrayList<>(Arrays.stream(types).map(TypeText::of).toList());
    if (member.isVarArgs()) {
      int last = texts.size() - 1;
      texts.set(last, texts.get(last).replaceFirst("\\[\\]$", "..."));
    }
    String thrown =
        Arrays.stream(member.getAnnotatedExceptionTypes())
            .map(TypeText::of)
            .sorted()
            .collect(joining(", "));
    return "(" + String.join(", ", texts) + ")" + (thrown.isEmpty() ? "" : " throws " + thrown);
  }

  /** The value of a constant: compilers copy it into other people's jars. */
  private static String constant(Field field) {
    int modifiers = field.getModifiers();
    Class<?> type = field.getType();
    if (!Modifier.isStatic(modifiers)
        || !Modifier.isFinal(modifiers)
        || !(type.isPrimitive() || type == String.class)) {
      return "";
    }
    try {
      field.setAccessible(true);
      return " = " + (type == String.class ? "\"" + field.get(null) + "\"" : field.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is no promise to others (synchronized, native, public itself) is left out. */
  private static String modifiers(Member member) {
    int mask =
        Modifier.PROTECTED
            | Modifier.STATIC
            | Modifier.FINAL
            | (member.getDeclaringClass().isInterface() ? 0 : Modifier.ABSTRACT);
    boolean tacit =
        member instanceof Field && member.getDeclaringClass().isInterface(); // static final anyway
    String text = Modifier.toString(member.getModifiers() & (tacit ? 0 : mask));
    return text.isEmpty() ? "" : text + " ";
  }
}
