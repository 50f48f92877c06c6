package dev.runnel.distribution;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Which module may use which. A class belongs to the module it was loaded from, whatever its
 * package: so a rule cannot be escaped by a package's name.
 */
class ArchitectureTest {
  private static final Set<String> PROVIDER = Set.of("core", "http");

  /** The modules, each with those it may use. Nobody is allowed a provider. */
  private static final Map<String, Set<String>> ALLOWED =
      new TreeMap<>(
          Map.ofEntries(
              entry("core", Set.of()),
              entry("http", Set.of("core")),
              entry("provider-ails", PROVIDER),
              entry("provider-gravityengine", PROVIDER),
              entry("provider-yqcloud", PROVIDER),
              entry("provider-lockchat", PROVIDER),
              entry("provider-openai", PROVIDER),
              entry("provider-anthropic", PROVIDER),
              entry("provider-gemini", PROVIDER),
              entry("provider-ollama", PROVIDER),
              entry("sandbox", Set.of()),
              entry("cassette", Set.of("core", "sandbox")),
              entry("testkit", Set.of("core", "sandbox")),
              entry("fake", Set.of("core")),
              entry("runner", Set.of("core")),
              entry("config", Set.of("core", "runner")),
              entry("history", Set.of("core")),
              entry("gateway", Set.of("core", "runner", "config")),
              entry("plugins", Set.of("core")),
              entry("plugins-maven", Set.of("plugins")),
              entry(
                  "cli",
                  Set.of(
                      "core",
                      "runner",
                      "config",
                      "history",
                      "plugins",
                      "gateway",
                      "sandbox",
                      "cassette"))));

  /** {@code .../core/target/classes/...} in a build that stops before packaging, or the jar. */
  private static final Pattern ORIGIN =
      Pattern.compile(
          "/([a-z-]+)/target/(?:[a-z]+/)?classes/|/runnel-([a-z-]+?)-\\d[^/!]*\\.jar!/");

  private static JavaClasses classes;

  @BeforeAll
  static void readAllModules() {
    List<Location> everything = new ArrayList<>(Locations.ofPackage("dev.runnel"));
    // Not shipped, so not on the class path here; built before.
    for (String module : List.of("testkit", "fake")) {
      Path built = Path.of("..", module, "target", "classes");
      everything.add(Location.of(built.toAbsolutePath().normalize()));
    }
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importLocations(everything);
  }

  /** Without it, the other tests would pass on nothing at all. */
  @Test
  void classesOfEveryModuleWereSeen() {
    Set<String> seen = new TreeSet<>();
    classes.forEach(type -> moduleOf(type).ifPresent(seen::add));

    assertThat(seen).isEqualTo(ALLOWED.keySet());
  }

  @Test
  void modulesPointOnlyWhereTheArrowsDo() {
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : classes) {
      String from = moduleOf(type).orElseThrow(() -> new AssertionError("no module: " + type));
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        moduleOf(dependency.getTargetClass())
            .filter(to -> !to.equals(from) && !ALLOWED.get(from).contains(to))
            .ifPresent(to -> wrong.add(from + " must not use " + to + ": " + dependency));
      }
    }

    assertThat(wrong).isEmpty();
  }

  @Test
  void coreUsesTheJdkOnly() {
    Set<String> foreign =
        classes.stream()
            .filter(type -> moduleOf(type).equals(Optional.of("core")))
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(dependency -> dependency.getTargetClass().getBaseComponentType())
            .filter(target -> !target.isPrimitive())
            .map(JavaClass::getPackageName)
            .filter(name -> !name.startsWith("java.") && !name.startsWith("dev.runnel."))
            .filter(name -> !name.equals("org.jspecify.annotations")) // not needed at run time
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(foreign).isEmpty();
  }

  @Test
  void coresModuleRequiresTheJdkOnly() throws IOException {
    JavaClass any =
        classes.stream()
            .filter(type -> moduleOf(type).equals(Optional.of("core")))
            .findFirst()
            .orElseThrow();
    String uri = any.getSource().orElseThrow().getUri().toString();
    String root =
        uri.substring(0, uri.length() - (any.getName().replace('.', '/') + ".class").length());
    ModuleDescriptor descriptor;
    try (var in = URI.create(root + "module-info.class").toURL().openStream()) {
      descriptor = ModuleDescriptor.read(in);
    }

    assertThat(descriptor.name()).isEqualTo("dev.runnel.core");
    assertThat(descriptor.requires())
        .allMatch(
            requires ->
                requires.name().startsWith("java.")
                    || requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC));
  }

  /** What is implied by other arrows need not be drawn. */
  @Test
  void theDocsDrawTheArrowsThatThereAre() throws IOException {
    String page = Files.readString(Path.of("../docs/architecture.md"));
    int from = page.indexOf("```mermaid\n");
    Map<String, Set<String>> drawn = new TreeMap<>();
    Matcher arrow =
        Pattern.compile("(?m)^ +([\\w-]+)(?:\\[.*])? --> ([\\w-]+)$")
            .matcher(page.substring(from, page.indexOf("\n```", from)));
    while (arrow.find()) {
      drawn.computeIfAbsent(arrow.group(1), module -> new TreeSet<>()).add(arrow.group(2));
    }
    Map<String, Set<String>> allowed = new TreeMap<>();
    ALLOWED.forEach(
        (module, uses) -> allowed.put(module.replaceAll("provider-.*", "providers"), uses));
    allowed.values().removeIf(Set::isEmpty);

    assertThat(closure(drawn)).as("docs/architecture.md").isEqualTo(closure(allowed));
  }

  private static Map<String, Set<String>> closure(Map<String, Set<String>> arrows) {
    Map<String, Set<String>> all = new TreeMap<>();
    arrows
        .keySet()
        .forEach(
            module -> reach(module, arrows, all.computeIfAbsent(module, m -> new TreeSet<>())));
    return all;
  }

  private static void reach(String from, Map<String, Set<String>> arrows, Set<String> reached) {
    for (String to : arrows.getOrDefault(from, Set.of())) {
      if (reached.add(to)) {
        reach(to, arrows, reached);
      }
    }
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("dev.runnel.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void vertxStaysInHttpAndGuiceInTheRunner() {
    Map<String, Set<String>> homes =
        Map.of(
            "io.vertx.", Set.of("http", "gateway"),
            "com.google.inject.", Set.of("runner"),
            "picocli.", Set.of("cli"));
    Set<String> wrong = new TreeSet<>();
    for (JavaClass type : classes) {
      String from = moduleOf(type).orElseThrow();
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String target = dependency.getTargetClass().getBaseComponentType().getName();
        homes.forEach(
            (prefix, modules) -> {
              if (target.startsWith(prefix) && !modules.contains(from)) {
                wrong.add(from + " must not use " + prefix + "*: " + dependency);
              }
            });
      }
    }

    assertThat(wrong).isEmpty();
  }

  private static Optional<String> moduleOf(JavaClass type) {
    return type.getBaseComponentType()
        .getSource()
        .map(source -> ORIGIN.matcher(source.getUri().toString()))
        .filter(Matcher::find)
        .map(match -> match.group(1) != null ? match.group(1) : match.group(2));
  }
}
