/** A benchmark could not be carried out; the message says why. */
export class BenchmarkFailure extends Error {
  override readonly name = "BenchmarkFailure";
}
