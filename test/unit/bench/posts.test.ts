import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { barePoster } from '../../bench/broadcast/bare-poster.ts';
import { postsPerCore } from '../../bench/broadcast/posts-per-core.ts';

test('posts go to everybody in each turn, the next turn when all are answered', async () => {
  const posted: string[] = [];
  let open = 0;
  let openMax = 0;
  const pace = await postsPerCore(
    async (id) => {
      posted.push(id);
      open += 1;
      openMax = Math.max(openMax, open);
      await Promise.resolve();
      open -= 1;
      return true;
    },
    ['a', 'b', 'c'],
    2,
  );
  expect(posted).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  expect(openMax).toBe(3);
  expect(pace.perSecond).toBeGreaterThan(0);
  expect(pace.perCoreSecond).toBeGreaterThan(0);
});

test('posts of which many did not get through have no pace', async () => {
  const ids = Array.from({ length: 100 }, (_, at) => String(at));
  await expect(postsPerCore(async (id) => Number(id) > 1, ids, 1)).rejects.toThrow('of 100 posts only 98');
  await expect(postsPerCore(async (id) => Number(id) > 0, ids, 1)).resolves.toBeDefined();
});

test('a bare post arrives as it is, over as many sockets as are allowed', async () => {
  const heard: string[] = [];
  const sockets = new Set<unknown>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      heard.push(`${request.method} ${request.url} ${body}`);
      response.writeHead(heard.length === 3 ? 410 : 200).end();
    });
  });
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const { post, close } = barePoster(`http://127.0.0.1:${port}/live`, 1);
  const statuses = await Promise.all(['a=', 'b', 'c'].map((id) => post(id, `ä ${id}`)));
  close();
  expect(heard).toEqual([
    'POST /live/@connections/a%3D ä a=',
    'POST /live/@connections/b ä b',
    'POST /live/@connections/c ä c',
  ]);
  expect(statuses).toEqual([200, 200, 410]);
  expect(sockets.size).toBe(1);
});
