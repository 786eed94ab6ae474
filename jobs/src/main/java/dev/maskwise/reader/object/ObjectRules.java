package dev.maskwise.reader.object;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * How the objects of an image are made of the pieces of all files.
 *
 * @param files all files; those of the truth come first
 * @param models how many models there are
 * @param categories the ids of those that the truth lists
 * @param masks whether masks are asked for; else boxes alone
 * @param maxPixels a mask of more is refused before memory is taken
 */
public record ObjectRules(
    List<ObjectFile> files, int models, Set<Integer> categories, boolean masks, long maxPixels)
    implements Serializable {}
