package dev.gladhand.e2e;

class H2FieldsTest extends FieldsContract {
  H2FieldsTest() {
    super(Stores.Kind.H2);
  }
}
