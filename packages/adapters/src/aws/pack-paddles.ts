import { assert, type PaddleNumber, paddleNumber } from '@gaveldrop/units';

/** Paddle numbers, two bytes each. */
export function packPaddles(paddles: readonly PaddleNumber[]): Uint8Array {
  const bytes = new Uint8Array(paddles.length * 2);
  const view = new DataView(bytes.buffer);
  for (const [at, paddle] of paddles.entries()) view.setUint16(at * 2, paddle);
  return bytes;
}

export function unpackPaddles(bytes: Uint8Array): readonly PaddleNumber[] {
  assert(bytes.length % 2 === 0, 'packed paddles have two bytes each');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: bytes.length / 2 }, (_, at) => paddleNumber(view.getUint16(at * 2)));
}
