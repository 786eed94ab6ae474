package dev.maskwise.run.table;

import io.airlift.compress.snappy.SnappyDecompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopCodecs;
import org.apache.parquet.io.ParquetDecodingException;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses pages. Those of Maskwise's own tables by Java alone; for any other Parquet asks
 * Hadoop, which reads its settings first.
 */
final class PageCodecs implements CompressionCodecFactory {
  private @Nullable CompressionCodecFactory others;

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return codec == CompressionCodecName.SNAPPY ? new Snappy() : others().getDecompressor(codec);
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    return others().getCompressor(codec);
  }

  private CompressionCodecFactory others() {
    CompressionCodecFactory known = others == null ? HadoopCodecs.newFactory(0) : others;
    others = known;
    return known;
  }

  @Override
  public void release() {
    if (others != null) {
      others.release();
    }
  }

  private static final class Snappy implements BytesInputDecompressor {
    private final SnappyDecompressor decompressor = new SnappyDecompressor();

    @Override
    public BytesInput decompress(BytesInput page, int length) throws IOException {
      ByteBuffer from = page.toInputStream().slice(Math.toIntExact(page.size()));
      ByteBuffer to = ByteBuffer.allocate(length);
      decompress(from, from.remaining(), to, length);
      return BytesInput.from(to.flip());
    }

    @Override
    public void decompress(ByteBuffer from, int compressed, ByteBuffer to, int length) {
      int start = to.position();
      try {
        decompressor.decompress(from.slice(from.position(), compressed), to);
      } catch (RuntimeException e) {
        throw new ParquetDecodingException("a page cannot be decompressed", e);
      }
      if (to.position() - start != length) {
        throw new ParquetDecodingException(
            "a page has %d bytes, and %d were said".formatted(to.position() - start, length));
      }
      from.position(from.position() + compressed);
    }

    @Override
    public void release() {}
  }
}
