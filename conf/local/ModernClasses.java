import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassVisitor;
import org.apache.xbean.asm9.ClassWriter;
import org.apache.xbean.asm9.MethodVisitor;
import org.apache.xbean.asm9.Opcodes;
import org.apache.xbean.asm9.commons.JSRInlinerAdapter;

/**
 * Writes the classes of some jars that are in the format of Java 5 again, in that of Java 8: the JVM
 * verifies these faster, and keeps them in its archive. Called by ./maskwise: OUT JAR...
 */
public final class ModernClasses {
  private static final int JAVA_6 = 50;

  public static void main(String[] words) throws IOException {
    URL[] jars = new URL[words.length - 1];
    for (int i = 1; i < words.length; i++) {
      jars[i - 1] = Path.of(words[i]).toUri().toURL();
    }
    try (URLClassLoader classes = new URLClassLoader(jars);
        OutputStream file = Files.newOutputStream(Path.of(words[0]));
        JarOutputStream out = new JarOutputStream(file)) {
      for (int i = 1; i < words.length; i++) {
        try (JarFile jar = new JarFile(words[i])) {
          for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            if (entry.getName().endsWith(".class")) {
              byte[] bytes = jar.getInputStream(entry).readAllBytes();
              if (bytes[7] < JAVA_6 && bytes[6] == 0) {
                out.putNextEntry(new JarEntry(entry.getName()));
                out.write(modern(bytes, classes));
              }
            }
          }
        }
      }
    }
  }

  private static byte[] modern(byte[] bytes, ClassLoader classes) {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected ClassLoader getClassLoader() {
            return classes;
          }
        };
    ClassVisitor visitor =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version, int access, String name, String generic, String parent, String[] types) {
            super.visit(Opcodes.V1_8, access, name, generic, parent, types);
          }

          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String generic, String[] thrown) {
            MethodVisitor method = super.visitMethod(access, name, type, generic, thrown);
            return new JSRInlinerAdapter(method, access, name, type, generic, thrown);
          }
        };
    new ClassReader(bytes).accept(visitor, ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }
}
