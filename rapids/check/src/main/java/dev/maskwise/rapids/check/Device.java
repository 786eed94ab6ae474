package dev.maskwise.rapids.check;

import ai.rapids.cudf.ColumnVector;
import ai.rapids.cudf.Cuda;
import ai.rapids.cudf.CudaException;
import ai.rapids.cudf.NativeDepsLoader;
import ai.rapids.cudf.Scalar;

/**
 * Loads the native libraries of the plugin and adds two numbers on the GPU: what can go wrong on a
 * new machine, without Spark. The exit code is 2 where CUDA finds no device or cannot run its code.
 */
public final class Device {
  private Device() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    NativeDepsLoader.loadNativeDeps();
    if (!NativeDepsLoader.libraryLoaded()) {
      System.out.println("The plugin's native libraries did not load: the log says why.");
      System.exit(2);
    }
    System.out.println("The plugin's native libraries are loaded.");
    try {
      System.out.printf(
          "%d devices, compute capability %d.%d, CUDA runtime %d, driver for %d.%n",
          Cuda.getDeviceCount(),
          Cuda.getComputeCapabilityMajor(),
          Cuda.getComputeCapabilityMinor(),
          Cuda.getRuntimeVersion(),
          Cuda.getDriverVersion());
      try (ColumnVector numbers = ColumnVector.fromLongs(1, 2);
          Scalar sum = numbers.sum()) {
        System.out.println("1 + 2 on the device: " + sum.getLong());
      }
    } catch (CudaException e) {
      System.out.println("CUDA says " + e.getCudaError() + ": " + e.getMessage());
      System.exit(2);
    }
  }
}
