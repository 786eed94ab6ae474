package dev.maskwise.reader.coco;

import java.io.Serializable;
import java.util.List;

/**
 * What is read of a file.
 *
 * @param masks whether masks are; else boxes alone
 * @param fields which fields of images are, besides name and size
 */
public record CocoOptions(boolean masks, List<String> fields) implements Serializable {}
