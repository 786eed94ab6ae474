/**
 * What a Java notebook shows: Spark tables as HTML, charts as pictures, label maps in colours.
 *
 * <p>Beside the layers, like {@code training}: nothing imports it. Imports: Spark, XChart and the
 * display interface of the Jupyter kernel; nothing of Maskwise, whose functions a notebook calls
 * itself.
 *
 * <p>Invariant: all text that comes from data is escaped before it becomes HTML. Showing a value
 * reads {@link dev.maskwise.jupyter.DatasetTable#ROWS} rows of it, or the rows of a chart.
 *
 * <pre>{@code
 * Dataset<Row> perClass = spark.sql("SELECT class, iou …");
 * perClass                                                    // last in a cell: a table
 * Charts.bars(perClass, "class", "iou", "model")              // a chart
 *
 * ClassColours colours = ClassColours.of(List.of("road", "car"));
 * new PictureTable("truth", "wrong")                          // pictures side by side
 *     .row("scene 12", LabelPicture.of(truth, 512, colours),
 *         LabelPicture.errors(truth, prediction, 512, 255, colours))
 *     .legend(colours)
 * }</pre>
 */
@NullMarked
package dev.maskwise.jupyter;

import org.jspecify.annotations.NullMarked;
