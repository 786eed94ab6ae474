package dev.maskwise.kernel.vector;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** What the lanes of a vector hold, and the choice between two vectors lane by lane. */
final class Lanes {
  /** The vectors of all steps: the widest of the machine. */
  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, FLOATS.vectorShape());

  private static final VectorSpecies<Byte> BYTES =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(FLOATS.length() * Byte.SIZE));

  private static final int SIGN_SHIFT = 31;

  private Lanes() {}

  /** Successive lanes of an array. */
  static FloatVector at(float[] values, int at) {
    return FloatVector.fromArray(FLOATS, values, at);
  }

  /** All bits of the lanes whose truth is 1, none of those whose truth is 0. */
  static IntVector foreground(byte[] truth, int at) {
    IntVector ones =
        (IntVector)
            ByteVector.fromArray(BYTES, truth, at).convertShape(VectorOperators.B2I, INTS, 0);
    return ones.neg();
  }

  /** The lanes whose bits are kept, 0 in the others. */
  static FloatVector keep(FloatVector values, IntVector kept) {
    return values.reinterpretAsInts().and(kept).reinterpretAsFloats();
  }

  /** The lanes of the first vector where the bits are set, else those of the second. */
  static FloatVector choose(IntVector first, FloatVector a, FloatVector b) {
    IntVector other = b.reinterpretAsInts();
    return a.reinterpretAsInts()
        .lanewise(VectorOperators.XOR, other)
        .and(first)
        .lanewise(VectorOperators.XOR, other)
        .reinterpretAsFloats();
  }

  /** All bits of a lane where its sign bit is set, else none. */
  static IntVector signs(IntVector bits) {
    return bits.lanewise(VectorOperators.ASHR, SIGN_SHIFT);
  }
}
