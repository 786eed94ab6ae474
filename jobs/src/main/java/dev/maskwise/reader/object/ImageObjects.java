package dev.maskwise.reader.object;

import dev.maskwise.image.object.DetectedObject;
import dev.maskwise.image.object.TruthObject;
import dev.maskwise.reader.Rejection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one image.
 *
 * @param fileName as the data set gives it; empty where it does not
 * @param fields the fields of its entry that were asked for
 * @param notExhaustive categories of which LVIS does not say where all objects are
 * @param negative categories of which LVIS says that there is no object
 * @param truth the true objects, in the order of the file
 * @param detections of each model, in the order of the file
 * @param rejections why the image is not evaluated; empty where it is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ImageObjects(
    long imageId,
    String fileName,
    Map<String, @Nullable String> fields,
    int[] notExhaustive,
    int[] negative,
    List<TruthObject> truth,
    List<List<DetectedObject>> detections,
    List<Rejection> rejections) {}
