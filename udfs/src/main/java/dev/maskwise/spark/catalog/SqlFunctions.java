package dev.maskwise.spark.catalog;

import dev.maskwise.spark.sql.SqlFunction;
import dev.maskwise.spark.sql.SqlFunction.Group;
import dev.maskwise.spark.sql.TryCall;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The lists of all SQL functions: registration, documentation and tests derive from them. */
public final class SqlFunctions {

  /** Every function, each name once, in the order of the documentation. */
  public static final List<SqlFunction> ALL =
      Stream.of(
              FileFunctions.ALL,
              LabelFunctions.ALL,
              MaskFunctions.ALL,
              OverlapFunctions.ALL,
              ConfusionFunctions.ALL,
              DetectionFunctions.ALL,
              SoftOverlapFunctions.ALL,
              PixelLossFunctions.ALL,
              ScoreHistogramFunctions.ALL,
              CalibrationFunctions.ALL,
              LovaszFunctions.ALL,
              RunFunctions.ALL)
          .flatMap(List::stream)
          .toList();

  /** The groups of {@link #ALL} whose functions are tried: they take what may be broken. */
  private static final Set<Group> TRIED = EnumSet.of(Group.FILE, Group.IMAGE, Group.OBJECT);

  /**
   * Every function of files, of one image and of its objects once more, as {@code try_…}: null
   * where the function refuses a value.
   */
  public static final List<SqlFunction> TRYING =
      ALL.stream().filter(f -> TRIED.contains(f.group())).map(TryCall::of).toList();

  private SqlFunctions() {}
}
