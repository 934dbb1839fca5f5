/** What became of one case: its failures are the steps that differ. */
export type VectorResult = {
  readonly name: string;
  readonly failures: readonly { readonly step: string; readonly expected: unknown; readonly got: unknown }[];
};
