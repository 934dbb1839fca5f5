import { describe, expect, test } from 'vitest';
import { commandAnswersTrue } from '../../simulation/auditor/checks/command-answers-true.ts';
import { commandsObey } from '../../simulation/auditor/checks/commands-obey.ts';
import { suspensionsHold } from '../../simulation/auditor/checks/suspensions-hold.ts';
import type { Observation, StoredEvent, StoredLot } from '../../simulation/observation.ts';
import { agreement, asked, faces, goodDrop, lots, people, setUp, told, wrote } from './a-good-drop.ts';
import { changed, retold } from './changed.ts';
import { said } from './violations-of.ts';

const command = (word: string) => ({ action: 'lot', commandId: 'command-9', lotId: 'lot-1', command: word });

/** The lot as it stands, and a command of Xenia's on it at 40,000, committed with this event at a clock of 40,006. */
function commanded(
  lot: Partial<StoredLot>,
  word: string,
  event: StoredEvent,
  more: { agreed?: typeof agreement; connection?: string } = {},
): readonly Observation[] {
  const met: StoredLot = { ...lots.bidTwice, ...lot };
  const after: StoredLot = { ...met, sequence: 5, committedAtMs: 40_006, events: [event] };
  return [
    ...people,
    { type: 'lot-agreed', atMs: 1_000, lotId: 'lot-1', agreement: more.agreed ?? agreement },
    { type: 'lot-committed', atMs: 30_000, after: met },
    ...asked('nine', 40_000, more.connection ?? 'xenia-1', command(word)),
    wrote('nine', 40_006, after),
  ];
}

const withoutClock = {
  ...agreement,
  rules: {
    ...agreement.rules,
    closing: { extension: agreement.rules.closing.extension, fairWarningMs: 4_000 },
  },
};
const paused = { type: 'LotPaused', commandId: 'command-9', remainingMs: 30_003 } as const;
const resumed = {
  type: 'LotResumed',
  commandId: 'command-9',
  closesAtMs: 70_009,
  latestCloseAtMs: 100_009,
} as const;
const called = {
  type: 'HammerCalled',
  commandId: 'command-9',
  closesAtMs: 45_006,
  latestCloseAtMs: 100_006,
} as const;
const withdrawn = { type: 'LotWithdrawn', commandId: 'command-9', reason: 'damaged' } as const;
const opened = {
  type: 'LotOpened',
  commandId: 'command-9',
  openedAtMs: 40_006,
  closesAtMs: 100_006,
  latestCloseAtMs: 130_006,
  suspendedPaddles: [],
} as const;

describe('[C1] [C10] [C11] [C14] commands', () => {
  test.each<[string, Partial<StoredLot>, string, StoredEvent, typeof agreement]>([
    ['[C1] opening', { status: 'scheduled' }, 'open', opened, agreement],
    [
      '[C11] opening a lot without a clock',
      { status: 'scheduled' },
      'open',
      { type: 'LotOpened', commandId: 'command-9', openedAtMs: 40_006, suspendedPaddles: [] },
      withoutClock,
    ],
    ['[C10] pausing', {}, 'pause', paused, agreement],
    ['[C10] resuming', { status: 'paused', remainingMs: 30_003 }, 'resume', resumed, agreement],
    [
      '[C10] resuming with little left',
      { status: 'paused', remainingMs: 9_999 },
      'resume',
      { ...resumed, closesAtMs: 50_006, latestCloseAtMs: 80_006 },
      agreement,
    ],
    ['[C11] calling the hammer', {}, 'hammer', called, agreement],
    [
      '[C11] calling it on a lot without a clock',
      { closesAtMs: undefined, latestCloseAtMs: undefined },
      'hammer',
      { ...called, closesAtMs: 44_006, latestCloseAtMs: 74_006 },
      withoutClock,
    ],
    ['[C14] withdrawing', {}, 'withdraw', withdrawn, agreement],
    ['[C14] withdrawing at the close', { closesAtMs: 40_003 }, 'withdraw', withdrawn, agreement],
    [
      '[C14] withdrawing what is paused',
      { status: 'paused', closesAtMs: 31_000 },
      'withdraw',
      withdrawn,
      agreement,
    ],
  ])('%s by the rules is right', (_title, lot, word, event, agreed) => {
    expect(said(commanded(lot, word, event, { agreed }), commandsObey)).toEqual([]);
  });

  test.each<[string, Partial<StoredLot>, string, StoredEvent, string]>([
    [
      '[C1] a first close that is not the duration from the opening',
      { status: 'scheduled' },
      'open',
      { ...opened, closesAtMs: 100_007 },
      'C1 LotOpened: closesAtMs is 100007, not 100006',
    ],
    [
      '[C4] a latest close beyond the cap',
      { status: 'scheduled' },
      'open',
      { ...opened, latestCloseAtMs: 130_007 },
      'C1 LotOpened: latestCloseAtMs is 130007, not 130006',
    ],
    ['[L1] a second opening', {}, 'open', opened, 'L1 the lot was opened again'],
    [
      '[C10] a pause received after the close',
      { closesAtMs: 40_002 },
      'pause',
      { ...paused, remainingMs: 0 },
      'C10 LotPaused was received at 40003, and counted from 40002',
    ],
    [
      '[C10] a pause that keeps more than was left',
      {},
      'pause',
      { ...paused, remainingMs: 30_004 },
      'C10 LotPaused was received at 40003, and counted from 40002',
    ],
    [
      '[C10] a pause of what is paused',
      { status: 'paused' },
      'pause',
      paused,
      'C10 the lot was paused too late or twice',
    ],
    [
      '[C10] a resume that gives less than was left',
      { status: 'paused', remainingMs: 30_003 },
      'resume',
      { ...resumed, closesAtMs: 70_008 },
      'C10 LotResumed: closesAtMs is 70008, not 70009',
    ],
    [
      '[C4] a resume that does not move the latest close along',
      { status: 'paused', remainingMs: 30_003 },
      'resume',
      { ...resumed, latestCloseAtMs: 100_006 },
      'C10 LotResumed: latestCloseAtMs is 100006, not 100009',
    ],
    [
      '[C11] a hammer command that leaves less than fair warning',
      {},
      'hammer',
      { ...called, closesAtMs: 42_006 },
      'C11 HammerCalled: closesAtMs is 42006, not 45006',
    ],
    [
      '[C11] a hammer command that moves the close later',
      { closesAtMs: 45_000 },
      'hammer',
      called,
      'C11 the lot was called on a lot that is not open or ends sooner',
    ],
    [
      '[C14] a withdrawal received after the close',
      { closesAtMs: 40_002 },
      'withdraw',
      withdrawn,
      'C14 LotWithdrawn was received after the close 40002',
    ],
    [
      '[C14] a withdrawal after the grace',
      { closesAtMs: 39_005 },
      'withdraw',
      withdrawn,
      'C14 the lot was withdrawn after the end',
    ],
  ])('%s is caught', (_title, lot, word, event, message) => {
    expect(said(commanded(lot, word, event), commandsObey)).toContain(message);
  });

  test('[L2] a command that nobody who may has asked for is caught', () => {
    expect(said(commanded({}, 'pause', paused, { connection: 'ann-1' }), commandsObey)).toEqual([
      'L2 LotPaused was asked for by nobody who may',
    ]);
  });

  test('[L2] a change that is not the command that was asked for is caught', () => {
    expect(said(commanded({}, 'hammer', paused), commandsObey)).toEqual([
      'L2 LotPaused was committed, but no message asked for it',
    ]);
  });
});

describe('[L2] what auctioneers are told', () => {
  /** Xenia's command at 80,000, after the lot was sold, and its answer. */
  const answered = (word: string, answer: object): readonly Observation[] => [
    ...goodDrop.filter(({ atMs }) => atMs < 80_000),
    ...asked('nine', 80_000, 'xenia-1', command(word)),
    ...told('nine', 80_010, 'xenia', 'xenia-1', {
      type: 'lot-answer',
      commandId: 'command-9',
      lotId: 'lot-1',
      serverNowMs: 80_010,
      ...answer,
    }),
  ];

  test.each([
    ['open', 'lot-not-scheduled'],
    ['pause', 'lot-closed'],
    ['resume', 'lot-closed'],
    ['hammer', 'lot-closed'],
    ['withdraw', 'lot-closed'],
  ])('[L1] on a sold lot %s is refused %s', (word, code) => {
    expect(said(answered(word, { outcome: 'refused', code, lot: faces.sold }), commandAnswersTrue)).toEqual(
      [],
    );
  });

  test.each([
    ['open', 'lot-closed'],
    ['pause', 'lot-not-open'],
    ['resume', 'lot-not-paused'],
    ['withdraw', 'lot-not-scheduled'],
  ])('[L1] on a sold lot %s refused %s is caught', (word, code) => {
    expect(said(answered(word, { outcome: 'refused', code, lot: faces.sold }), commandAnswersTrue)).toEqual([
      `L2 ${word} command-9 was answered refused ${code}: nothing speaks against the command`,
    ]);
  });

  test('[L2] done without having been carried out is caught', () => {
    expect(said(answered('withdraw', { outcome: 'done', lot: faces.sold }), commandAnswersTrue)).toEqual([
      'L2 withdraw command-9 was answered done : it was not carried out',
    ]);
  });

  test('[L2] an answer on a connection that nobody made is caught', () => {
    const unknown = changed(
      answered('pause', { outcome: 'refused', code: 'lot-closed', lot: faces.sold }),
      'connected',
      ({ phone }) => phone === 'xenia',
      () => [],
    );
    expect(said(unknown, commandAnswersTrue)).toContain(
      'L2 pause command-9 was answered refused lot-closed: nobody is known to have asked',
    );
  });

  test('[L2] refused on a state that had passed is caught', () => {
    const observed = answered('pause', { outcome: 'refused', code: 'lot-not-open', lot: faces.scheduled });
    expect(said(observed, commandAnswersTrue)).toEqual([
      'L2 pause command-9 was answered refused lot-not-open: it was decided on no state that stood',
    ]);
  });

  test.each([
    ['not-auctioneer', 'an auctioneer asked'],
    ['lot-unknown', 'the lot is known'],
    ['lots-open-max', 'there was room'],
  ])('[L2] refused %s without reason is caught', (code, reason) => {
    expect(said(answered('open', { outcome: 'refused', code }), commandAnswersTrue)).toEqual([
      `L2 open command-9 was answered refused ${code}: ${reason}`,
    ]);
  });

  test('[L2] no room is a reason while another lot ran at any instant since the command came', () => {
    const other = { ...lots.opened, lotId: 'lot-2', number: 2, sequence: 1 };
    const full = changed(
      answered('open', { outcome: 'refused', code: 'lots-open-max' }),
      'handling-started',
      ({ handling }) => handling === 'nine',
      (started) => [{ type: 'lot-committed', atMs: started.atMs, after: other }, started],
    );
    expect(said(full, commandAnswersTrue)).toEqual([]);
  });

  test('[L2] done to a bidder, and refused after having been done, are caught', () => {
    const byAnn = changed(
      goodDrop,
      'message-received',
      ({ message }) => message === 'open',
      (received) => ({
        ...received,
        connection: 'ann-1',
      }),
    );
    expect(said(byAnn, commandAnswersTrue)).toEqual([
      'L2 open command-1 was answered done : it was not an auctioneer who asked',
    ]);
    const refused = changed(
      goodDrop,
      'answered',
      ({ handling }) => handling === 'open',
      (answer) => ({
        ...answer,
        text: retold(answer.text, { outcome: 'refused', code: 'lot-not-scheduled' }),
      }),
    );
    expect(said(refused, commandAnswersTrue)).toEqual([
      'L2 open command-1 was answered refused lot-not-scheduled: it was carried out',
    ]);
  });

  test('[C11] a hammer command has nothing to do only where the lot ends sooner anyhow', () => {
    const idle = (closesAtMs: number): readonly Observation[] => [
      ...setUp,
      ...people,
      { type: 'lot-committed', atMs: 10_010, after: { ...lots.opened, closesAtMs } },
      ...asked('nine', 40_000, 'xenia-1', command('hammer')),
      ...told('nine', 40_010, 'xenia', 'xenia-1', {
        ...{ type: 'lot-answer', commandId: 'command-9', lotId: 'lot-1' },
        ...{ outcome: 'done', serverNowMs: 40_010, lot: faces.opened },
      }),
    ];
    expect(said(idle(45_000), commandAnswersTrue)).toEqual([]);
    expect(said(idle(45_100), commandAnswersTrue)).toEqual([
      'L2 hammer command-9 was answered done : it was not carried out',
    ]);
  });
});

describe('[L5] suspensions', () => {
  const ask = (request: string, suspended: boolean, atMs: number): Observation => ({
    type: 'suspension-asked',
    atMs,
    request,
    dropId: 'drop-1',
    paddleNumber: 7,
    suspended,
  });
  const answer = (request: string, outcome: 'done' | 'failed', atMs: number): Observation => ({
    type: 'suspension-answered',
    atMs,
    request,
    outcome,
  });
  const suspends = (atMs: number): Observation => ({
    type: 'lot-committed',
    atMs,
    after: {
      ...lots.bidTwice,
      sequence: 5,
      suspendedPaddles: [7],
      events: [{ type: 'PaddleSuspended', paddleNumber: 7 }],
    },
  });
  const until = goodDrop.filter(({ atMs }) => atMs < 40_000);

  test('[L5] done, and every running lot knows it', () => {
    const observed = [...until, ask('r', true, 40_000), suspends(40_010), answer('r', 'done', 40_020)];
    expect(said(observed, suspensionsHold)).toEqual([]);
  });

  test('[L5] done, and a running lot does not know it: caught', () => {
    const observed = [...until, ask('r', true, 40_000), answer('r', 'done', 40_020)];
    expect(said(observed, suspensionsHold)).toEqual([
      'L5 paddle 7 was suspended, but the lot does not know it',
    ]);
  });

  test('[L5] readmitted, and a lot goes on refusing: caught', () => {
    const observed = [...until, suspends(40_010), ask('r', false, 40_100), answer('r', 'done', 40_120)];
    expect(said(observed, suspensionsHold)).toEqual([
      'L5 paddle 7 was readmitted, but the lot does not know it',
    ]);
  });

  test('[L5] of two requests at once, and after one that failed, nobody can say what holds', () => {
    const both = [
      ...until,
      ask('r', true, 40_000),
      ask('s', false, 40_005),
      answer('s', 'done', 40_015),
      answer('r', 'done', 40_020),
    ];
    expect(said(both, suspensionsHold)).toEqual([]);
    const afterFailed = [
      ...until,
      ask('r', false, 40_000),
      answer('r', 'failed', 40_005),
      ask('s', true, 41_000),
      answer('s', 'done', 41_005),
    ];
    expect(said(afterFailed, suspensionsHold)).toEqual([]);
  });

  test("[L5] a lot that opens without its drop's suspended paddles is caught", () => {
    const observed = changed(
      goodDrop,
      'open-lots-committed',
      () => true,
      (list) => ({
        ...list,
        suspendedPaddles: [9],
      }),
    );
    expect(said(observed, suspensionsHold)).toEqual(['L5 the lot opens with paddles  suspended, not 9']);
  });
});
