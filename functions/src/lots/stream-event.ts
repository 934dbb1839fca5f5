import type { StreamImage } from '@gaveldrop/adapters/aws/lot-from-stream-image';

/** One change of an item, as the stream hands it over. */
export type StreamRecord = {
  readonly dynamodb: {
    readonly SequenceNumber: string;
    readonly Keys: StreamImage;
    readonly OldImage?: StreamImage;
    readonly NewImage?: StreamImage;
  };
};
export type StreamEvent = { readonly Records: readonly StreamRecord[] };
