package dev.maskwise;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The house rules of CONTRIBUTING.md for the main sources of all modules: at most {@value #FILES}
 * files a package (package-info.java is not counted), each at most {@value #LINES} lines and named
 * for one idea; every package says what it is; no files and no packages import one another in a
 * loop.
 *
 * <p>They are read from the sources as the compiler parses them, not from class files, in which
 * constants leave no trace of where they come from.
 */
final class HouseRules {
  private static final int FILES = 20;
  private static final int LINES = 400;
  private static final String SOURCE = ".*/src/main/java/.*\\.java";
  private static final String PACKAGE_INFO = "package-info.java";

  private final List<Path> files;

  /** The files but for package-info.java: package → name of the file → all names in it. */
  private final Map<String, Map<String, Set<String>>> packages = new TreeMap<>();

  private final List<String> faults = new ArrayList<>();

  private HouseRules(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.filter(path -> path.toString().matches(SOURCE)).sorted().toList();
    }
    parse();
  }

  /** What breaks a rule below a folder, a sentence each. */
  static List<String> faults(Path root) throws IOException {
    HouseRules rules = new HouseRules(root);
    rules.judgeFiles();
    rules.judgePackages();
    rules.judgeLoops();
    return rules.faults;
  }

  private void parse() throws IOException {
    List<Path> parsed = files.stream().filter(path -> !path.endsWith(PACKAGE_INFO)).toList();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, UTF_8)) {
      var sources = manager.getJavaFileObjectsFromPaths(parsed);
      JavacTask task = (JavacTask) compiler.getTask(null, manager, null, null, null, sources);
      for (CompilationUnitTree unit : task.parse()) {
        String file = Path.of(unit.getSourceFile().toUri()).getFileName().toString();
        packages
            .computeIfAbsent(String.valueOf(unit.getPackageName()), name -> new TreeMap<>())
            .put(file.substring(0, file.indexOf('.')), names(unit));
      }
    }
  }

  /** Every name in a file, whole and in its parts: {@code a.B.C} is also {@code a.B}. */
  private static Set<String> names(CompilationUnitTree unit) {
    Set<String> names = new HashSet<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree tree, Void unused) {
        names.add(tree.getName().toString());
        return null;
      }

      @Override
      public Void visitMemberSelect(MemberSelectTree tree, Void unused) {
        names.add(tree.toString());
        return super.visitMemberSelect(tree, null);
      }
    }.scan(unit, null);
    return names;
  }

  private void judgeFiles() throws IOException {
    for (Path file : files) {
      int lines = Files.readAllLines(file).size();
      if (lines > LINES) {
        faults.add("%s has %d lines; a file has at most %d.".formatted(file, lines, LINES));
      }
      if (file.toString().matches(".*(Util|Helper|Manager|Common)s?\\.java")) {
        faults.add("%s is named for no idea.".formatted(file));
      }
    }
  }

  private void judgePackages() {
    packages.forEach(
        (name, sources) -> {
          if (sources.size() > FILES) {
            faults.add(
                "%s has %d files; a package has at most %d."
                    .formatted(name, sources.size(), FILES));
          }
        });
    Set<Path> folders = files.stream().map(Path::getParent).collect(Collectors.toSet());
    for (Path folder : new TreeSet<>(folders)) {
      if (!Files.exists(folder.resolve(PACKAGE_INFO))) {
        faults.add("%s says nowhere what it is: it has no %s.".formatted(folder, PACKAGE_INFO));
      }
    }
  }

  private void judgeLoops() {
    Map<String, Set<String>> imports = new TreeMap<>();
    Map<String, Set<String>> packageImports = new TreeMap<>();
    Set<String> all = new HashSet<>();
    packages.forEach(
        (name, sources) -> sources.keySet().forEach(file -> all.add(name + "." + file)));
    packages.forEach(
        (name, sources) ->
            sources.forEach(
                (file, names) -> {
                  Set<String> used = new TreeSet<>();
                  for (String word : names) {
                    Stream.of(word, name + "." + word).filter(all::contains).forEach(used::add);
                  }
                  used.remove(name + "." + file);
                  Set<String> usedPackages =
                      packageImports.computeIfAbsent(name, n -> new TreeSet<>());
                  used.forEach(
                      other -> usedPackages.add(other.substring(0, other.lastIndexOf('.'))));
                  usedPackages.remove(name);
                  imports.put(name + "." + file, used);
                }));
    judgeLoop("files", imports);
    judgeLoop("packages", packageImports);
  }

  /** Takes away what imports nothing or is imported by nothing, until nothing or loops are left. */
  private void judgeLoop(String what, Map<String, Set<String>> imports) {
    int before;
    do {
      before = imports.size();
      imports.values().forEach(used -> used.retainAll(imports.keySet()));
      imports.values().removeIf(Collection::isEmpty);
      imports
          .keySet()
          .retainAll(imports.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
    } while (imports.size() < before);
    if (!imports.isEmpty()) {
      faults.add("These %s import one another in a loop: %s.".formatted(what, imports));
    }
  }
}
