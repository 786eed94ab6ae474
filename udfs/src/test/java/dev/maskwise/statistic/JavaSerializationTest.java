package dev.maskwise.statistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maskwise.law.Property;
import dev.maskwise.statistic.object.BoundaryCounts;
import dev.maskwise.statistic.object.DetectionRecords;
import dev.maskwise.statistic.object.PanopticCounts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamConstants;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Statistics travel between executors in Java serialization, which is their codec in disguise. */
class JavaSerializationTest {

  private static byte[] write(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
      stream.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream stream = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return stream.readObject();
    }
  }

  @ParameterizedTest
  @FieldSource("dev.maskwise.statistic.StatisticTypes#ALL")
  <S> void valuesComeBackEqual(StatisticType<S> type) {
    Property.forAll(
        5,
        50,
        RandomStatistics.of(type),
        values -> assertThat(read(write(List.copyOf(values)))).isEqualTo(values));
  }

  @ParameterizedTest
  @FieldSource("dev.maskwise.statistic.StatisticTypes#ALL")
  void typesStaySingle(StatisticType<?> type) throws Exception {
    assertThat(read(write(type))).isSameAs(type);
  }

  @Test
  void whatTheCodecRefusesIsNoObject() throws Exception {
    byte[] stream = write(new SerializedStatistic<>(new Unreadable(), "value"));
    assertThatThrownBy(() -> read(stream))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessage("Unreadable.")
        .hasCauseInstanceOf(IllegalArgumentException.class);
  }

  private record Unreadable() implements StatisticType<String> {

    @Override
    public String name() {
      return "unreadable";
    }

    @Override
    public String empty() {
      return "";
    }

    @Override
    public String merge(String a, String b) {
      return a + b;
    }

    @Override
    public byte[] encode(String value) {
      return new byte[0];
    }

    @Override
    public String decode(byte[] bytes) {
      throw new IllegalArgumentException("Unreadable.");
    }
  }

  /** A stream that somebody made by hand: the class itself, with no fields at all. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        ConfusionMatrix.class,
        ExactSum.class,
        Mean.class,
        SoftOverlap.class,
        PixelLosses.class,
        ScoreHistogram.class,
        CalibrationBins.class,
        DetectionRecords.class,
        BoundaryCounts.class,
        PanopticCounts.class
      })
  void bareFieldsAreRefused(Class<?> value) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream stream = new DataOutputStream(bytes);
    stream.writeShort(ObjectStreamConstants.STREAM_MAGIC);
    stream.writeShort(ObjectStreamConstants.STREAM_VERSION);
    stream.writeByte(ObjectStreamConstants.TC_OBJECT);
    stream.writeByte(ObjectStreamConstants.TC_CLASSDESC);
    stream.writeShort(value.getName().length());
    stream.write(value.getName().getBytes(StandardCharsets.US_ASCII));
    stream.writeLong(ObjectStreamClass.lookup(value).getSerialVersionUID());
    stream.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
    stream.writeShort(0);
    stream.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
    stream.writeByte(ObjectStreamConstants.TC_NULL);
    assertThatThrownBy(() -> read(bytes.toByteArray()))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessage("A statistic is read from its encoded form only.");
  }
}
