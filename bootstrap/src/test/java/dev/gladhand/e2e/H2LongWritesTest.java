package dev.gladhand.e2e;

class H2LongWritesTest extends LongWritesContract {
  H2LongWritesTest() {
    super(Stores.Kind.H2);
  }
}
