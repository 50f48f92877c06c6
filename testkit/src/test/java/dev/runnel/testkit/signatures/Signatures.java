package dev.runnel.testkit.signatures;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a module shows to others: of each package that it exports to all, every type that can be
 * named from outside and every member that can be used or overridden there.
 */
final class Signatures {
  private static final Set<String> TOLD = Set.of("Deprecated", "FunctionalInterface");
  private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

  private final ModuleReference module;

  private Signatures(ModuleReference module) {
    this.module = module;
  }

  /** Of the module that is on the class path under this name. */
  static Signatures of(String moduleName) {
    Path[] places =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(place -> place.contains("runnel") || place.endsWith("classes"))
            .map(Path::of)
            .toArray(Path[]::new);
    for (Path place : places) {
      Optional<ModuleReference> found = ModuleFinder.of(place).find(moduleName);
      if (found.isPresent()) {
        return new Signatures(found.get());
      }
    }
    throw new AssertionError("No module " + moduleName + " on the class path");
  }

  @Override
  public String toString() {
    return exported().sorted().map(this::typesOf).collect(joining("\n"));
  }

  private Stream<String> exported() {
    return module.descriptor().exports().stream()
        .filter(exports -> !exports.isQualified())
        .map(ModuleDescriptor.Exports::source);
  }

  private String typesOf(String packageName) {
    String folder = packageName.replace('.', '/') + "/";
    try (ModuleReader reader = module.open()) {
      return reader
          .list()
          .filter(name -> name.startsWith(folder) && name.endsWith(".class"))
          .filter(name -> name.indexOf('/', folder.length()) < 0)
          .filter(name -> !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .map(Signatures::load)
          .filter(Signatures::visible)
          .sorted(Comparator.comparing(Class::getName))
          .map(Signatures::text)
          .collect(joining("\n", "package " + packageName + "\n\n", ""));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, Signatures.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether code in another package, a subclass included, can name it. */
  private static boolean visible(Class<?> type) {
    if (type.isAnonymousClass() || type.isLocalClass() || type.isSynthetic()) {
      return false;
    }
    return visible(type.getModifiers())
        && (type.getEnclosingClass() == null || visible(type.getEnclosingClass()));
  }

  private static boolean visible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String text(Class<?> type) {
    Map<String, String> members = new TreeMap<>();
    collect(type, type, members);
    return head(type)
        + "\n"
        + members.values().stream().map(member -> "  " + member + "\n").collect(joining());
  }

  private static String head(Class<?> type) {
    AnnotatedType superclass = type.getAnnotatedSuperclass();
    boolean tells = superclass != null && !type.isEnum() && !type.isRecord();
    String above = tells ? TypeText.of(superclass) : "Object";
    return annotations(type.getAnnotations())
        + kind(type)
        + " "
        + type.getCanonicalName().substring(type.getPackageName().length() + 1)
        + TypeText.parameters(type.getTypeParameters())
        + components(type)
        + (above.equals("Object") ? "" : " extends " + above)
        + list(type.isInterface() ? " extends " : " implements ", type.getAnnotatedInterfaces())
        + permits(type);
  }

  private static String kind(Class<?> type) {
    boolean adjective = !type.isEnum() && !type.isRecord();
    int mask = type.isInterface() ? 0 : Modifier.ABSTRACT | Modifier.FINAL;
    String modifiers = Modifier.toString(type.getModifiers() & (adjective ? mask : 0));
    return (modifiers.isEmpty() ? "" : modifiers + " ")
        + (adjective && type.isSealed() ? "sealed " : "")
        + (type.isAnnotation()
            ? "@interface"
            : type.isInterface()
                ? "interface"
                : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class");
  }

  private static String annotations(Annotation... annotations) {
    return Arrays.stream(annotations)
        .map(annotation -> annotation.annotationType().getSimpleName())
        .filter(TOLD::contains)
        .sorted()
        .map(name -> "@" + name + " ")
        .collect(joining());
  }

  private static String components(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    return components == null
        ? ""
        : Arrays.stream(components)
            .map(one -> TypeText.of(one.getAnnotatedType()) + " " + one.getName())
            .collect(joining(", ", "(", ")"));
  }

  private static String list(String word, AnnotatedType... types) {
    return types.length == 0
        ? ""
        : Arrays.stream(types).map(TypeText::of).collect(joining(", ", word, ""));
  }

  private static String permits(Class<?> type) {
    return type.isSealed() && !type.isEnum()
        ? Arrays.stream(type.getPermittedSubclasses())
            .map(TypeText::of)
            .sorted() // as they are declared, or as the compiler met them
            .collect(joining(", ", " permits ", ""))
        : "";
  }

  /** Adds what a type declares, and what it has from types that nobody outside can name. */
  private static void collect(Class<?> of, Class<?> from, Map<String, String> members) {
    boolean extensible = !Modifier.isFinal(of.getModifiers()) && !of.isSealed();
    for (Field field : from.getDeclaredFields()) {
      add(field, extensible, field.getAnnotations(), MemberText.of(field), members);
    }
    if (of == from && !of.isEnum()) {
      for (Constructor<?> constructor : from.getDeclaredConstructors()) {
        String text = MemberText.of(constructor);
        if (!canonical(constructor)) {
          add(constructor, extensible, constructor.getAnnotations(), text, members);
        }
      }
    }
    for (Method method : from.getDeclaredMethods()) {
      add(method, extensible, method.getAnnotations(), MemberText.of(method), members);
    }
    for (Class<?> above : above(from)) {
      if (above.getName().startsWith("dev.runnel.") && !visible(above)) {
        collect(of, above, members);
      }
    }
  }

  /** Whether a record's components say it already. */
  private static boolean canonical(Constructor<?> constructor) {
    RecordComponent[] components = constructor.getDeclaringClass().getRecordComponents();
    return components != null
        && Arrays.equals(
            Arrays.stream(components).map(RecordComponent::getType).toArray(),
            constructor.getParameterTypes());
  }

  private static List<Class<?>> above(Class<?> type) {
    return Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()))
        .toList();
  }

  private static void add(
      Member member,
      boolean extensible,
      Annotation[] annotations,
      String text,
      Map<String, String> to) {
    int modifiers = member.getModifiers();
    if (!member.isSynthetic()
        && !OF_EVERY_OBJECT.contains(member.getName())
        && (Modifier.isPublic(modifiers) || extensible && Modifier.isProtected(modifiers))) {
      String kind = member instanceof Field ? "0" : member instanceof Constructor ? "1" : "2";
      to.put(kind + member.getName() + text, annotations(annotations) + text);
    }
  }
}
