package dev.maskwise.reader.file;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;

/**
 * Why a file or directory cannot be opened, as a clause after its path, without a full stop. What
 * file systems throw does not always say: Java has one exception for a local file that is not there
 * and one that may not be read.
 */
public final class OpenFault {
  private OpenFault() {}

  /**
   * Why opening or listing failed.
   *
   * @param missing the clause for what is not there
   */
  public static String clause(Storage storage, Path path, IOException exception, String missing) {
    if (reason(exception).matches(".*(No AWS Credentials|NoAwsCredentials|NoAuthWithAWS).*")) {
      return "cannot be read, because no credentials were found (%s): set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, %s"
          .formatted(reason(exception), Location.PAGE);
    }
    if (exception instanceof AccessControlException || exception instanceof AccessDeniedException) {
      return mayNotBeRead(exception);
    }
    if (exception instanceof SocketException
        || exception instanceof SocketTimeoutException
        || exception instanceof UnknownHostException) {
      return "cannot be reached (%s): check the host and the port, and that it is up"
          .formatted(
              reason(exception)
                  .replaceAll("; For more details see.*|java[.]net[.][A-Za-z]+: ", ""));
    }
    if (exception.getClass().getSimpleName().equals("UnknownStoreException")) { // of S3A's jar
      return "is in a bucket that does not exist (%s): check its name".formatted(reason(exception));
    }
    if (exception instanceof NotDirectoryException) {
      return "is a file, but a directory or a Parquet table is asked for: check the path";
    }
    if (!(exception instanceof FileNotFoundException || exception instanceof NoSuchFileException)) {
      return "cannot be read: " + reason(exception);
    }
    try {
      Optional<java.nio.file.Path> local = storage.local(path);
      if (local.isEmpty()) {
        return exists(storage, path) ? mayNotBeRead(exception) : missing;
      }
      return NameEncoding.holds(local.get().toString())
          ? ofLocal(local.get(), exception, missing)
          : NameEncoding.clause();
    } catch (InvalidPathException e) {
      return NameEncoding.clause();
    }
  }

  /**
   * Why opening a local file failed.
   *
   * @param missing the clause for what is not there
   */
  public static String ofLocal(java.nio.file.Path file, IOException exception, String missing) {
    try {
      String fault = ofKind(file);
      return fault != null
          ? fault
          : Files.isDirectory(file) && Files.isReadable(file)
              ? "is a directory, but a file is asked for: name a file in it"
              : mayNotBeRead(exception);
    } catch (AccessDeniedException e) {
      return mayNotBeRead(e);
    } catch (IOException e) {
      return missing;
    }
  }

  /**
   * Why a local file cannot be opened whoever asks; null where that is not so.
   *
   * @throws IOException when nothing is there, or nobody may look
   */
  private static @Nullable String ofKind(java.nio.file.Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isSymbolicLink()) {
      return ofKind(file, attributes);
    }
    try {
      return ofKind(file, Files.readAttributes(file, BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      return ofKind(file, attributes);
    }
  }

  /**
   * The same from what is known of the file.
   *
   * @param attributes those of what a link leads to; of the link itself where that is nothing
   */
  static @Nullable String ofKind(java.nio.file.Path file, BasicFileAttributes attributes)
      throws IOException {
    if (attributes.isSymbolicLink()) {
      return "is a link to %s, which %s"
          .formatted(
              Files.readSymbolicLink(file),
              Files.notExists(file) ? "does not exist" : "cannot be reached");
    }
    return attributes.isOther() ? "is a pipe, a socket or a device: only files are read" : null;
  }

  /**
   * Why a file cannot be read whoever asks; opening a pipe, for one, would wait for ever. Null
   * where opening it says more.
   */
  public static @Nullable String beforeOpening(Storage storage, Path path) {
    try {
      Optional<java.nio.file.Path> local = storage.local(path);
      return local.isEmpty() ? null : ofKind(local.get());
    } catch (InvalidPathException e) {
      return NameEncoding.clause();
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean exists(Storage storage, Path path) {
    try {
      return storage.exists(path);
    } catch (IOException e) {
      return false;
    }
  }

  private static String mayNotBeRead(IOException exception) {
    return "may not be read: ask for read permission on it (%s)".formatted(reason(exception));
  }

  /**
   * Why a local file cannot be read by this process, which has asked nobody to open it; null if it
   * can.
   */
  static @Nullable String ofRights(java.nio.file.Path file) {
    return Files.isReadable(file) || Files.notExists(file)
        ? null
        : mayNotBeRead(new AccessDeniedException(file.toString()));
  }

  /** What an exception says; those of the local disk may have no more than a path for a message. */
  public static String reason(IOException exception) {
    // HDFS adds the stack of its server.
    String message = String.valueOf(exception.getMessage()).lines().findFirst().orElse("");
    if (exception instanceof AccessDeniedException) {
      return "Permission denied: " + message;
    }
    if (exception instanceof NoSuchFileException) {
      return "No such file or directory: " + message;
    }
    return exception instanceof FileAlreadyExistsException ? message + " is there" : message;
  }
}
