/** What we read of a batch that a queue hands over. */
export type QueueEvent = {
  readonly Records: readonly {
    readonly messageId: string;
    readonly body: string;
    readonly attributes: { readonly SentTimestamp: string };
  }[];
};

/** What a function says of its batch: only what is named is delivered again. */
export type BatchResponse = { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] };

/** How long is left, as Lambda tells it. */
export type InvocationContext = { getRemainingTimeInMillis(): number };
