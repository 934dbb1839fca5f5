/** Takes the next bytes of a stream of WebSocket frames and tells the length of the largest frame that starts in them. */
export type FrameLengths = (chunk: Uint8Array) => number;

/**
 * Reads only the frames' headers (RFC 6455, 5.2) out of a client's byte stream. The socket library joins the frames of a
 * message before anyone sees it, but API Gateway limits the frame, not only the message.
 */
export function createFrameLengths(): FrameLengths {
  const header: number[] = [];
  let payloadBytesLeft = 0;

  const headerBytes = (): number => {
    const second = header[1];
    if (second === undefined) return 2;
    const length = second & 0x7f;
    const extended = length === 126 ? 2 : length === 127 ? 8 : 0;
    const mask = (second & 0x80) === 0 ? 0 : 4;
    return 2 + extended + mask;
  };

  const payloadBytes = (): number => {
    const length = (header[1] ?? 0) & 0x7f;
    if (length < 126) return length;
    const extended = header.slice(2, length === 126 ? 4 : 10);
    return extended.reduce((sum, byte) => sum * 256 + byte, 0);
  };

  return (chunk) => {
    let largest = 0;
    let at = 0;
    while (at < chunk.length) {
      if (payloadBytesLeft > 0) {
        const skipped = Math.min(payloadBytesLeft, chunk.length - at);
        payloadBytesLeft -= skipped;
        at += skipped;
        continue;
      }
      header.push(chunk[at] ?? 0);
      at += 1;
      if (header.length < headerBytes()) continue;
      payloadBytesLeft = payloadBytes();
      largest = Math.max(largest, payloadBytesLeft);
      header.length = 0;
    }
    return largest;
  };
}
