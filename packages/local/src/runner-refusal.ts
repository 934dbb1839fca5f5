/** A reason not to start that a person can act on: its message is all that is shown, no stack trace. */
export class RunnerRefusal extends Error {
  override readonly name = 'RunnerRefusal';
}
