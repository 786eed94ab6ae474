package dev.maskwise.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of an array as one word, the first byte lowest; any alignment. */
public final class LittleEndian {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  public static long get(byte[] array, int at) {
    return (long) WORD.get(array, at);
  }

  public static void put(byte[] array, int at, long word) {
    WORD.set(array, at, word);
  }
}
