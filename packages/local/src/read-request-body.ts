import type { IncomingMessage } from 'node:http';

/** A request's whole body; undefined when it has more than `bytesMax` bytes, of which the rest is not kept. */
export const readRequestBody = (request: IncomingMessage, bytesMax: number): Promise<Buffer | undefined> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= bytesMax) chunks.push(chunk);
    });
    request.on('end', () => resolve(bytes <= bytesMax ? Buffer.concat(chunks) : undefined));
    request.on('error', reject);
  });
