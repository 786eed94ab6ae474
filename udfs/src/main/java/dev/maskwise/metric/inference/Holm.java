package dev.maskwise.metric.inference;
public final class Holm { private Holm() {}
  public static double[] adjust(double[] p) { 
    Integer[] o = java.util.stream.IntStream.range(0,p.length).filter(i->!Double.isNaN(p[i])).boxed().sorted(java.util.Comparator.comparingDouble(i->p[i])).toArray(Integer[]::new);
    double[] r = p.clone(); double m=0; for (int k=0;k<o.length;k++){ m=Math.max(m, Math.min(1,(o.length-k)*p[o[k]])); r[o[k]]=m;} return r; } }
