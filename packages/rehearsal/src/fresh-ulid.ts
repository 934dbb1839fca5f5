import { bytesToUlid } from '@gaveldrop/units';
import type { SeededStream } from './seeded-stream.ts';

/** A ULID of an instant; the rest of it is drawn. */
export function freshUlid(nowMs: number, stream: SeededStream): string {
  const bytes = new Uint8Array(16);
  for (let at = 0, left = Math.floor(nowMs); at < 6; at += 1, left = Math.floor(left / 256))
    bytes[5 - at] = left % 256;
  for (let at = 6; at < 16; at += 1) bytes[at] = stream.whole(0, 255);
  return bytesToUlid(bytes);
}
