/** What an instance is started with. */
export type InstanceStart = {
  readonly entryFile: string;
  readonly exportName: string;
  readonly functionName: string;
  readonly arn: string;
  readonly memoryMb: number;
};

/** An event on its way to an instance, as JSON: what does not survive JSON does not reach a function on AWS either. */
export type WorkerCall = {
  readonly requestId: string;
  readonly event: string;
  /** When the function's timeout is over: epoch milliseconds. */
  readonly deadlineMs: number;
};

/** What an instance says. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'log'; readonly line: string }
  | { readonly kind: 'result'; readonly result: string }
  | {
      readonly kind: 'error';
      readonly errorType: string;
      readonly errorMessage: string;
      readonly stack: string;
    };
