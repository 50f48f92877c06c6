package dev.runnel.testkit.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the compiler's doclint does not ask for, since it would ask for more than that: that there
 * is a sentence for every package and type that others can use, and for all that they are to
 * implement.
 */
class DocCommentsTest {
  private static final Pattern EXPORTS = Pattern.compile("exports ([\\w.]+);");

  @ParameterizedTest
  @ValueSource(strings = {"core", "http", "testkit"})
  void whatOthersUseIsExplained(String module) throws IOException {
    Path sources = Path.of("..", module, "src", "main", "java");
    Matcher exported = EXPORTS.matcher(Files.readString(sources.resolve("module-info.java")));
    Set<String> missing = new TreeSet<>();
    int packages = 0;
    while (exported.find()) {
      packages++;
      look(sources.resolve(exported.group(1).replace('.', '/')), missing);
    }

    assertThat(packages).isPositive();
    assertThat(missing).isEmpty();
  }

  private static void look(Path folder, Set<String> missing) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".java")).toList();
    }
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var units = manager.getJavaFileObjectsFromPaths(files);
      JavacTask task = (JavacTask) compiler.getTask(null, manager, null, null, null, units);
      DocTrees docs = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        new Look(docs, missing).scan(unit, null);
      }
    }
  }

  /** Walks through what can be seen from another package. */
  private static final class Look extends TreePathScanner<Void, Void> {
    private final DocTrees docs;
    private final Set<String> missing;

    Look(DocTrees docs, Set<String> missing) {
      this.docs = docs;
      this.missing = missing;
    }

    @Override
    public Void visitPackage(PackageTree unit, Void none) {
      if (file().equals("package-info.java")) {
        need("package " + unit.getPackageName());
      }
      return null;
    }

    @Override
    public Void visitClass(ClassTree type, Void none) {
      boolean ofInterface = isInterface(getCurrentPath().getParentPath().getLeaf());
      if (!visible(type.getModifiers().getFlags(), ofInterface)) {
        return null;
      }
      need("type " + type.getSimpleName());
      return super.visitClass(type, none);
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
      Tree owner = getCurrentPath().getParentPath().getLeaf();
      Set<Modifier> flags = method.getModifiers().getFlags();
      boolean toImplement =
          method.getBody() == null && (isInterface(owner) || flags.contains(Modifier.ABSTRACT));
      boolean overriding = method.getModifiers().toString().contains("@Override");
      if (toImplement && !overriding && visible(flags, isInterface(owner))) {
        need("method " + ((ClassTree) owner).getSimpleName() + "." + method.getName());
      }
      return null;
    }

    @Override
    public Void visitVariable(VariableTree variable, Void none) {
      return null;
    }

    private static boolean visible(Set<Modifier> flags, boolean ofInterface) {
      return ofInterface || flags.contains(Modifier.PUBLIC) || flags.contains(Modifier.PROTECTED);
    }

    private static boolean isInterface(Tree tree) {
      return tree.getKind() == Tree.Kind.INTERFACE || tree.getKind() == Tree.Kind.ANNOTATION_TYPE;
    }

    private void need(String what) {
      if (docs.getDocComment(getCurrentPath()) == null) {
        missing.add(what + " in " + file());
      }
    }

    private String file() {
      var file = getCurrentPath().getCompilationUnit().getSourceFile();
      return Path.of(file.getName()).getFileName().toString();
    }
  }
}
