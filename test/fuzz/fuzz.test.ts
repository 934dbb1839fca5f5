import { expect, inject, test } from 'vitest';
import { runFuzz } from './run-fuzz.ts';

test('hostile messages and requests crash nothing, reach nobody else and change no lot', async () => {
  const report = await runFuzz(inject('dynamoEndpoint'), 3_000, 20_260_101);
  expect(report.failures).toEqual([]);
  expect(report.cases).toBe(3_000);
  // They got past the first check as well: these are the answers of people who are heard.
  for (const answer of ['bid: outbid', 'lot: done', 'hello: welcome', 'http: 200', 'http: 201'])
    expect(report.answers, answer).toHaveProperty(answer);
}, 240_000);
