import { describe, expect, test } from 'vitest';
import { newShardsWait } from '../../simulation/auditor/checks/new-shards-wait.ts';
import { postsGoForward } from '../../simulation/auditor/checks/posts-go-forward.ts';
import type { Observation } from '../../simulation/observation.ts';
import { faces, goodUntil, people, posted, setUp } from './a-good-drop.ts';
import { said } from './violations-of.ts';

/** The good drop until all have bid, in which sequence 5 has been posted. */
const before = goodUntil(66_000);

describe('[L4] what a worker posts', () => {
  test('may be newer, or what another worker has posted, or the same to somebody else', () => {
    const fine = [
      ...posted(66_000, faces.bidTwice, { worker: 'broadcast-1' }),
      ...posted(66_001, faces.bidThrice, { to: ['xenia-1'] }),
      ...posted(66_002, faces.sold),
    ];
    expect(said([...before, ...fine], postsGoForward)).toEqual([]);
  });

  test('is never older than what it has posted to that shard', () => {
    const older = posted(66_000, faces.bidTwice, { to: ['ann-1'] });
    expect(said([...before, ...older], postsGoForward)).toEqual(['L4 sequence 4 is posted after 5']);
    // Nothing has been posted to the shard of this one.
    const elsewhere = posted(66_000, faces.bidTwice, { to: ['xenia-1'] });
    expect(said([...before, ...elsewhere], postsGoForward)).toEqual([]);
    const after = posted(66_001, faces.bidOnce, { to: ['xenia-1'] });
    expect(said([...before, ...elsewhere, ...after], postsGoForward)).toEqual([
      'L4 sequence 3 is posted after 4',
    ]);
  });

  test('is not posted to a connection again', () => {
    const again = posted(66_000, faces.bidThrice, { to: ['ben-1'] });
    expect(said([...before, ...again], postsGoForward)).toEqual([
      'L4 sequence 5 is posted to a connection again',
    ]);
  });

  test('goes to a connection that was', () => {
    const nobody = posted(66_000, faces.sold, { to: ['nobody-1'] });
    expect(said([...before, ...nobody], postsGoForward)).toEqual([
      'wire a post is sent by nobody, or to a connection that never was',
    ]);
  });
});

describe('[L4] a new shard', () => {
  const grown = (atMs: number, shardCount: number): Observation => ({
    ...{ type: 'shards-committed', atMs, dropId: 'drop-1', shardCount },
  });
  const coming = (atMs: number, shard: number): readonly Observation[] =>
    people.flatMap((one) =>
      one.type === 'connected' && one.phone === 'ann'
        ? [{ ...one, atMs, connection: `ann-${atMs}`, shard }]
        : [],
    );
  const lines = (...observed: (Observation | readonly Observation[])[]) =>
    said([...setUp, ...people, ...observed.flat()], newShardsWait);

  test('takes a connection once all senders must have heard of it', () => {
    expect(lines(grown(10_000, 4), coming(10_001, 1), coming(15_000, 3))).toEqual([]);
    expect(lines(grown(10_000, 4), coming(14_999, 3))).toEqual([
      'L4 shard 3 takes a connection; all know of 2',
    ]);
  });

  test('of a second growth waits for that', () => {
    const twice = [grown(10_000, 4), grown(18_000, 8)];
    expect(lines(twice, coming(22_999, 3), coming(23_000, 7))).toEqual([]);
    expect(lines(twice, coming(22_999, 4))).toEqual(['L4 shard 4 takes a connection; all know of 4']);
  });

  test('that nobody ever made takes no connection', () => {
    expect(lines(coming(50_000, 2))).toEqual(['L4 shard 2 takes a connection; all know of 2']);
    expect(said(people, newShardsWait)).toContain('L4 shard 0 takes a connection; all know of 0');
  });

  test('does not go away again', () => {
    expect(lines(grown(10_000, 4), grown(20_000, 2))).toEqual(["L4 a drop's shards go from 4 to 2"]);
  });
});
