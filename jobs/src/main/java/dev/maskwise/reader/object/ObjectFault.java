package dev.maskwise.reader.object;

import dev.maskwise.reader.RejectKind;

/**
 * What is wrong with an object, for which its image is rejected.
 *
 * @param clause follows the path of the file
 */
public record ObjectFault(RejectKind kind, String clause) {}
